import type { Explanation } from '@seaworthy/record'
import { markdownTable } from 'markdown-table'
import type { Details } from './details.ts'
import { codeSpan, escapeMarkdown, excerpt } from './escape-markdown.ts'
import { metricTitle } from './metric-words.ts'
import type { ModelView } from './model-view.ts'
import { counted, fixed, grouped, plain } from './numbers.ts'

/** What the models go by: importance of columns and its shift, dependence, the rows on which they disagree most. */
export function explanationDetails(view: ModelView, maxRows: number): Details | null {
  const explanation = view.evaluation?.explanation
  if (!explanation || explanation.importance.length + explanation.dependence.length + explanation.disagreements.length === 0) return null
  const cut = (view.evaluation?.warnings ?? []).find(({ code }) => code === 'EXPLANATION_CUT')
  const parts = [
    importanceText(view, explanation, maxRows),
    cut ? `_${escapeMarkdown(cut.message)}._` : '',
    dependenceText(shownDependence(view, explanation), maxRows),
    disagreementText(view, explanation, maxRows),
  ]
  const [first, second] = explanation.importance
  const most = [first, second].flatMap((one) => (one && one.candidate > 0 ? [escapeMarkdown(excerpt(one.column, 40))] : []))
  const summary = `<b>Explanation</b>${most.length > 0 ? `: it goes by ${most.join(' and ')} most` : ''}`
  return { kind: 'explanation', summary, body: parts.filter((part) => part !== '').join('\n\n') }
}

function importanceText(view: ModelView, { importance, metric, rows }: Explanation, maxRows: number): string {
  if (importance.length === 0) return ''
  const compared = importance.some(({ baseline }) => baseline !== null)
  const head = ['column', 'importance here', ...(compared ? ['in production', 'shift'] : [])]
  const cells = importance
    .slice(0, maxRows)
    .map(({ column, candidate, baseline }) => [
      code(column),
      fixed(candidate, 4),
      ...(compared ? [baseline === null ? 'not read' : fixed(baseline, 4), baseline === null ? '' : signed(candidate - baseline)] : []),
    ])
  const table = markdownTable([head, ...cells], { align: ['l', 'r', 'r', 'r'], alignDelimiters: false })
  const title = metricTitle(view.overall.find((one) => one.metric === metric) ?? metric)
  const rest = importance.length > maxRows ? ` ${counted(importance.length - maxRows, 'more column')} matter less.` : ''
  return `By how much ${title} gets worse when a column is shuffled among ${grouped(rows)} rows of the test set, in the mean of three shuffles.${rest}\n\n${table}`
}

// Texts of the data are quoted where samples are.
function shownDependence({ report }: ModelView, { dependence }: Explanation): Explanation['dependence'] {
  return dependence.filter(({ points }) => report.samplesShown || points.every(({ value }) => typeof value === 'number'))
}

function dependenceText(dependence: Explanation['dependence'], maxRows: number): string {
  if (dependence.length === 0) return ''
  const compared = dependence.some(({ points }) => points.some(({ baseline }) => baseline !== null))
  const head = ['column', 'mean prediction here', ...(compared ? ['in production'] : [])]
  const cells = dependence.slice(0, maxRows).map(({ column, points }) => {
    const line = (side: 'candidate' | 'baseline') =>
      points.flatMap((point) => (point[side] === null ? [] : [`${valueText(point.value)} → ${plain(point[side])}`])).join(', ')
    return [code(column), line('candidate'), ...(compared ? [line('baseline')] : [])]
  })
  return `When every row has the same value in one column:\n\n${markdownTable([head, ...cells], { alignDelimiters: false })}`
}

function disagreementText(view: ModelView, { disagreements }: Explanation, maxRows: number): string {
  if (disagreements.length === 0) return ''
  const shown = view.report.samplesShown && disagreements.some(({ values }) => values !== null)
  const head = ['row', ...(shown ? ['label'] : []), 'here', 'production', ...(shown ? ['values'] : [])]
  const cells = disagreements
    .slice(0, maxRows)
    .map(({ row, label, candidate, baseline, values }) => [
      grouped(row),
      ...(shown ? [label === null ? '' : valueText(label)] : []),
      plain(candidate),
      plain(baseline),
      ...(shown ? [valuesText(values ?? {})] : []),
    ])
  const table = markdownTable([head, ...cells], { align: ['r', ...(shown ? ['r'] : []), 'r', 'r', 'l'], alignDelimiters: false })
  return `The rows on which the models disagree most, counted from 0 in the test set:\n\n${table}`
}

function valuesText(values: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(values).slice(0, 6)
  return pairs.map(([column, value]) => codeSpan(`${excerpt(column, 40)} = ${excerpt(value, 40)}`)).join(' ')
}

function valueText(value: number | string): string {
  return typeof value === 'number' ? plain(value) : codeSpan(excerpt(value, 40))
}

function signed(value: number): string {
  const text = fixed(value, 4)
  return text.startsWith('−') || !/[1-9]/.test(text) ? text : `+${text}`
}

function code(column: string): string {
  return codeSpan(excerpt(column, 80))
}
