import type { Warning } from '@seaworthy/record'
import { markdownTable } from 'markdown-table'
import { codeSpan, escapeMarkdown, excerpt } from './escape-markdown.ts'
import { arrow } from './metric-words.ts'
import { counted, decimalsOf, fixed, grouped, plain } from './numbers.ts'

/** What `seaworthy metrics` says of one predictions file. */
export interface DescribedView {
  readonly file: string
  readonly units: UnitsView
  readonly metrics: readonly DescribedMetric[]
  readonly slices: readonly { readonly column: string; readonly value: string; readonly n: number; readonly metrics: readonly DescribedMetric[] }[]
  readonly warnings: readonly Warning[]
}

export interface UnitsView {
  readonly n: number
  /** `row`, `query`, `image`, … */
  readonly noun: string
  readonly plural: string
  /** Null where units are independent. */
  readonly clusters: number | null
  /** What a cluster is: a column. */
  readonly unit: string | null
}

export interface DescribedMetric {
  readonly metric: string
  readonly better: 'higher' | 'lower' | 'neither'
  readonly value: number | null
  readonly interval: readonly [number, number] | null
  readonly warnings: readonly Warning[]
}

/** Metrics with their intervals, then the same by slice, then what a reader should know. */
export function describedTable({ file, units, metrics, slices, warnings }: DescribedView): string {
  const rows = metrics.map((one) => [codeSpan(one.metric), arrow(one.better), valueText(one), intervalText(one)])
  const columns = [...new Set(slices.map(({ column }) => column))]
  return [
    `## ${codeSpan(file)}`,
    `${unitsText(units)}.`,
    markdownTable([['metric', '', 'value', '95% interval'], ...rows], { align: ['l', 'c', 'r', 'r'] }),
    ...columns.map((column) => sliceTable(column, { units, metrics, slices: slices.filter((slice) => slice.column === column) })),
    ...notes([...warnings, ...metrics.flatMap((one) => one.warnings)]),
  ]
    .join('\n\n')
    .concat('\n')
}

/** @example unitsText({ n: 400, noun: 'row', plural: 'rows', clusters: 40, unit: 'day' }) // '400 rows, in 40 clusters by `day`' */
export function unitsText({ n, noun, plural, clusters, unit }: UnitsView): string {
  const all = counted(n, noun, plural)
  if (clusters === null) return `${all}, taken as independent`
  // Every time of one series is a cluster of its own: its neighbours are what it may hang together with.
  return clusters === n ? `${all}, in order` : `${all}, in ${counted(clusters, 'cluster')}${unit === null ? '' : ` by ${codeSpan(unit)}`}`
}

export function notes(warnings: readonly Warning[]): readonly string[] {
  const messages = [...new Set(warnings.map(({ message }) => message))]
  if (messages.length === 0) return []
  const shown = messages.slice(0, mostNotes).map((message) => `- ⚠️ ${escapeMarkdown(excerpt(message, 300))}`)
  const rest = messages.length > mostNotes ? [`- and ${grouped(messages.length - mostNotes)} more`] : []
  return [[...shown, ...rest].join('\n')]
}

const mostNotes = 12
/** A table of more is read by nobody; JSON has all. */
const mostSlices = 30
/** What stands side by side in eighty columns. */
const mostColumns = 4

interface Sliced extends Pick<DescribedView, 'units' | 'metrics' | 'slices'> {}

function sliceTable(column: string, { units, metrics, slices }: Sliced): string {
  const shown = metrics.slice(0, mostColumns)
  const rows = slices
    .slice(0, mostSlices)
    .map((slice) => [codeSpan(slice.value), grouped(slice.n), ...slice.metrics.slice(0, mostColumns).map(valueText)])
  const more = metrics.length - mostColumns
  const left = more > 0 ? `\n\nand ${counted(more, 'more metric')}: \`--format json\`` : ''
  const rest =
    slices.length > mostSlices ? `\n\nand ${counted(slices.length - mostSlices, 'more value', 'more values')} with fewer ${units.plural}` : ''
  const head = [codeSpan(column), units.plural, ...shown.map((one) => codeSpan(one.metric))]
  return `${markdownTable([head, ...rows], { align: ['l', ...head.slice(1).map(() => 'r')] })}${rest}${left}`
}

function valueText({ value, interval }: DescribedMetric): string {
  if (value === null) return 'undefined'
  return interval ? fixed(value, decimalsIn(interval)) : plain(value)
}

function intervalText({ interval }: DescribedMetric): string {
  if (interval === null) return ''
  const decimals = decimalsIn(interval)
  return `${fixed(interval[0], decimals)} to ${fixed(interval[1], decimals)}`
}

// One digit more than the width supports: these numbers are copied into papers.
function decimalsIn([lower, upper]: readonly [number, number]): number {
  return Math.min(8, decimalsOf((upper - lower) / 2) + 1)
}
