import type { EvaluateBody, Finding } from '@seaworthy/record'
import { markdownTable } from 'markdown-table'
import type { Details } from './details.ts'
import { differenceDecimals, type Interval } from './difference-text.ts'
import { escapeMarkdown, excerpt } from './escape-markdown.ts'
import { mark } from './gate-words.ts'
import { metricTitle } from './metric-words.ts'
import type { ModelView } from './model-view.ts'
import { counted, fixed, grouped, pValue } from './numbers.ts'
import { sliceName } from './slice-words.ts'

/** The worst slices of each cut, also where none fails, and those that were found weak though nobody declared them. */
export function slicesDetails(view: ModelView, maxRows: number): Details | null {
  const findings = view.sliceGates.flatMap((group) => group.findings)
  const weak = weakText(view.evaluation, maxRows)
  if (findings.length === 0 && weak === '') return null
  const parts = [findings.length === 0 ? '' : worstText(view, maxRows), weak]
  return {
    kind: 'slices',
    summary: `<b>Slices</b>: ${[judgedText(findings), foundText(view.evaluation)].filter((part) => part !== '').join('; ')}`,
    body: parts.filter((part) => part !== '').join('\n\n'),
  }
}

function judgedText(findings: readonly Finding[]): string {
  if (findings.length === 0) return ''
  const worse = findings.filter((finding) => finding.verdict === 'fail').length
  const undecided = findings.filter((finding) => finding.verdict === 'inconclusive').length
  const shown = worse === 0 ? 'none shown worse' : `${grouped(worse)} shown worse`
  return `${grouped(findings.length)} judged, ${shown}${undecided > 0 ? `, ${grouped(undecided)} undecided` : ''}`
}

function foundText(evaluation: EvaluateBody | null): string {
  const found = evaluation?.weakSlices?.length ?? 0
  if (found > 0) return `${counted(found, 'weak one', 'weak ones')} found that nobody declared`
  return evaluation?.weakSliceSearch ? 'no weak one found besides' : ''
}

const fewestOfCut = 3

// The findings of a gate are in the order of their harm.
function worstText({ sliceGates }: ModelView, maxRows: number): string {
  const cuts = sliceGates.flatMap(({ findings }) => [...Map.groupBy(findings, ({ evidence }) => evidence.slice?.column).values()])
  const each = Math.max(fewestOfCut, Math.floor(maxRows / Math.max(1, cuts.length)))
  const rows = cuts.flatMap((findings) => findings.slice(0, each)).slice(0, maxRows)
  const all = cuts.reduce((sum, findings) => sum + findings.length, 0)
  const worst =
    cuts.length > 1
      ? `The worst slices of each cut, ${grouped(rows.length)} of ${grouped(all)}`
      : `The ${grouped(rows.length)} worst of ${grouped(all)}`
  const caption = all > rows.length ? `${worst}. ` : ''
  const head = ['slice', 'metric', 'rows', 'difference', '95% interval', 'adjusted p', '']
  const table = markdownTable([head, ...rows.map(sliceRow)], { align: ['l', 'l', 'r', 'r', 'r', 'r', 'c'], alignDelimiters: false })
  return `${caption}A positive difference is better; p is against the gate's margin, corrected for all slices (Holm).\n\n${table}`
}

function sliceRow(finding: Finding): string[] {
  const { evidence, adjustedP, bound } = finding
  const { difference, interval } = evidence
  return [
    evidence.slice ? sliceName(evidence.slice) : '',
    metricTitle(evidence),
    grouped(evidence.units.rows),
    ...differenceCells(difference, interval, [0, -bound]),
    adjustedP === null ? '' : bareP(adjustedP),
    mark(finding),
  ]
}

/** What the search found and how far it looked; empty where nothing was searched. */
function weakText(evaluation: EvaluateBody | null, maxRows: number): string {
  const search = evaluation?.weakSliceSearch
  if (!evaluation || !search) return ''
  const every = search.columns + search.columnsLeft
  const of = search.columnsLeft > 0 ? `${grouped(search.columns)} of ${counted(every, 'column')}` : counted(every, 'column')
  const looked = `${counted(search.conditions, 'condition')} on ${of}, in ${counted(search.rows, 'row')}`
  const weak = evaluation.weakSlices ?? []
  const than = evaluation.baseline ? 'production' : 'elsewhere'
  if (weak.length === 0) return `No further slice was found on which the candidate is shown worse than ${than}, among ${looked}.`
  const rows = weak.slice(0, maxRows).map(({ condition, metric, rows: count, difference, interval, adjustedP }) => {
    const named = evaluation.evidence.find((one) => one.metric === metric) ?? metric
    return [
      escapeMarkdown(excerpt(condition, 200)),
      metricTitle(named),
      grouped(count),
      ...differenceCells(difference, interval, [0]),
      bareP(adjustedP),
    ]
  })
  const head = ['condition', 'metric', 'rows', 'difference', '95% interval', 'adjusted p']
  const table = markdownTable([head, ...rows], { align: ['l', 'l', 'r', 'r', 'r', 'r'], alignDelimiters: false })
  return `**Worse than ${than}, though no gate names them:** found on one half of the clusters, measured on the other. They only warn; \`by\` makes a gate of a column. Looked at: ${looked}.\n\n${table}`
}

function differenceCells(difference: number | null, interval: Interval | null, boundaries: readonly number[]): [string, string] {
  const decimals = difference !== null && interval ? differenceDecimals(difference, interval, boundaries) : 4
  return [
    difference === null ? '' : signed(difference, decimals),
    interval ? `${signed(interval[0], decimals)} to ${signed(interval[1], decimals)}` : '',
  ]
}

function bareP(p: number): string {
  return pValue(p).replace(/^p (= )?/, '')
}

function signed(value: number, decimals: number): string {
  const text = fixed(value, decimals)
  return text.startsWith('−') || !/[1-9]/.test(text) ? text : `+${text}`
}
