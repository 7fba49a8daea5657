import { type EvaluateBody, type Evidence, type Finding, verdictOfFindings } from '@seaworthy/record'
import { counted, grouped } from '../numbers.ts'
import { isUnclustered } from '../unit-words.ts'
import { binaryCharts } from './charts/binary-charts.ts'
import { confusionTables } from './charts/confusion-tables.ts'
import { dependenceCharts, importanceChart } from './charts/explanation-charts.ts'
import { type ForestRow, forest } from './charts/forest.ts'
import { regressionCharts } from './charts/regression-charts.ts'
import { cutText } from './escape-text.ts'
import { page } from './page.ts'

export interface EvaluationPage {
  /** The model's name. */
  readonly title: string
  readonly body: EvaluateBody
}

const maxMetrics = 200
const maxSlices = 40

/** What an evaluation found, in pictures: differences with their margins, slices, curves, what the models go by. */
export function renderEvaluationPage({ title, body }: EvaluationPage): string {
  const parts = [`<h1>${cutText(title, 200)}</h1>`, headline(body), metricsPart(body), slicesPart(body), plotsPart(body), explanationPart(body)]
  return page(`${cutText(title, 200)}, evaluated`, parts.filter((part) => part !== '').join('\n'))
}

function headline({ dataset, baseline, identical, findings, binding }: EvaluateBody): string {
  const verdict = verdictOfFindings(findings)
  const against = identical
    ? 'the same bytes as production'
    : baseline
      ? `against production, ${cutText(baseline.version, 100)}`
      : 'without a production model to compare with'
  const unit =
    dataset.clusters > 0 && dataset.clusters < dataset.rows ? ` in ${grouped(dataset.clusters)} clusters by ${cutText(dataset.unit, 100)}` : ''
  const noun = isUnclustered(dataset) ? cutText(dataset.unit, 100) : 'row'
  const measured = dataset.rows === 0 ? 'numbers that another program wrote' : counted(dataset.rows, noun)
  const badge = findings.length === 0 ? '' : badgeOf(verdict)
  const preview = binding ? '' : ' · a preview'
  return `<p>On <code>${cutText(dataset.name, 100)}</code>: ${measured}${unit} · ${against}${preview}${badge}</p>`
}

function badgeOf(verdict: ReturnType<typeof verdictOfFindings>): string {
  switch (verdict) {
    case 'pass':
      return '<span class="badge good">gates pass</span>'
    case 'fail':
      return '<span class="badge bad">blocked</span>'
    case 'inconclusive':
      return '<span class="badge warn">needs a decision</span>'
  }
}

function metricsPart({ evidence, findings, baseline }: EvaluateBody): string {
  const own = evidence.filter((one) => one.slice === null && isOfTestSet(one)).slice(0, maxMetrics)
  const rows = own.map(
    (one): ForestRow => ({
      name: titleOf(one),
      evidence: one,
      findings: findings.filter((finding) => finding.evidence.slice === null && sameMetric(finding, one)),
    }),
  )
  if (rows.length === 0) return ''
  const legend = baseline
    ? '<p class="facts">Dashed: the margin of a gate. To the right of it as a whole, an interval shows that the candidate is not worse by the margin.</p>'
    : ''
  return `<h2>Metrics</h2>${legend}${forest(rows)}`
}

function slicesPart({ findings }: EvaluateBody): string {
  const cut = findings.filter((finding) => finding.evidence.slice !== null && isOfTestSet(finding.evidence))
  const groups = [...Map.groupBy(cut, ({ gate, evidence }) => `${gate}\n${evidence.slice?.column}`).values()]
  const tables = groups.map((group, at) => {
    const [first] = group
    if (!first) return ''
    const shown = group.slice(0, maxSlices)
    const rest = group.length - shown.length
    const table = forest(shown.map((finding) => ({ name: sliceName(finding), evidence: finding.evidence, findings: [finding] })))
    const more = rest > 0 ? `<p class="facts">${counted(rest, 'more slice')} in the record, harmed less.</p>` : ''
    const heading = `${titleOf(first.evidence)} by ${cutText(first.evidence.slice?.column ?? '', 100)}`
    return `<details${at === 0 ? ' open' : ''}><summary>${heading}: ${grouped(group.length)}, the worst first</summary>${table}${more}</details>`
  })
  return groups.length === 0 ? '' : `<h2>Slices</h2>${tables.join('')}`
}

function sliceName({ evidence: { slice } }: Finding): string {
  if (!slice) return ''
  const value = slice.value === '' ? '<em>empty</em>' : cutText(slice.value, 60)
  return slice.pooled ? `${value} <small>pooled</small>` : value
}

function plotsPart({ plots, baseline, dataset }: EvaluateBody): string {
  if (!plots) return ''
  const drawn = plotted(plots)
  if (drawn === '') return ''
  const key = plots.baseline ? `${legendOf(baseline?.version ?? 'not known')} · ` : ''
  const note = `${key}Of ${counted(dataset.rows, 'row')}; nothing here is a sum over fewer than ${plots.fewestRows}.`
  return `<h2>What the models say</h2><p class="facts">${note}</p><div class="columns${widthOf(plots)}">${drawn}</div>`
}

/** Tables of many classes have a line of their own. */
function widthOf(plots: NonNullable<EvaluateBody['plots']>): string {
  if (plots.kind !== 'multiclass') return ''
  return plots.classes.length > 7 ? ' whole' : ' wide'
}

function plotted(plots: NonNullable<EvaluateBody['plots']>): string {
  switch (plots.kind) {
    case 'binary':
      return binaryCharts(plots)
    case 'multiclass':
      return confusionTables(plots)
    case 'regression':
      return regressionCharts(plots)
  }
}

function explanationPart({ explanation, evidence, baseline }: EvaluateBody): string {
  if (!explanation || explanation.importance.length + explanation.dependence.length === 0) return ''
  const named = evidence.find(({ metric }) => metric === explanation.metric)
  const metric = named ? titleOf(named) : cutText(explanation.metric, 100)
  const key = baseline ? `<p class="facts">${legendOf(baseline.version)}</p>` : ''
  const dependence = dependenceCharts(explanation)
  const charts =
    dependence === '' ? '' : `<h3>Mean prediction when every row has the same value in one column</h3><div class="columns">${dependence}</div>`
  return `<h2>What the models go by</h2>${key}${importanceChart(explanation, metric)}${charts}`
}

function legendOf(version: string): string {
  return `<span class="key candidate"></span>here <span class="key production"></span>production, ${cutText(version, 60)}`
}

function titleOf({ metric, title }: Pick<Evidence, 'metric' | 'title'>): string {
  return cutText(title ?? metric.replaceAll('_', ' '), 80)
}

/** Not against the anchor, nor on a second test set: those have rows of their own in the comment. */
function isOfTestSet({ against, dataset }: Evidence): boolean {
  return (against ?? 'production') === 'production' && dataset === undefined
}

function sameMetric({ evidence }: Finding, { metric }: Evidence): boolean {
  return evidence.metric === metric && isOfTestSet(evidence)
}
