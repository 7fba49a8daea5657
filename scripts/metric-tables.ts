import { catalogue, type Family, type Inference, type RowsKind } from '@seaworthy/metrics'
import { markdownTable } from 'markdown-table'

/** The parts of docs/metrics.md that are made from the catalogue, by the name of their place: a table for each kind of rows. */
export function metricTables(): Readonly<Record<string, string>> {
  return Object.fromEntries((Object.keys(catalogue) as RowsKind[]).map((kind) => [kind, tableOf(catalogue[kind] as readonly Family<RowsKind>[])]))
}

function tableOf(families: readonly Family<RowsKind>[]): string {
  const rows = families.map((family) => {
    const { form, ids, reads, summary, edges, source } = family
    const [first, ...others] = ids
    const metric = family.parse(first)
    if (metric === null) throw new Error(`the family ${form} does not know its own id ${first}`)
    const such = form === first && others.length === 0 ? '' : `<br>such as ${ids.map(code).join(', ')}`
    const what = [metric.title, `${better[metric.better]}, ${rangeText(metric.range)}`, `interval: ${inferences[metric.inference]}`]
    return [`${code(form)}${such}`, what.map(cell).join('<br>'), cell(reads), cell(summary), cell(edges), cell(source)]
  })
  // Cells are long: aligned, every line would be as long as the longest.
  return `${markdownTable([['id', 'what', 'reads', 'it is', 'edge cases', 'defined as'], ...rows], { alignDelimiters: false })}\n`
}

const better = { higher: 'higher is better', lower: 'lower is better', neither: 'nearer to a target is better' } as const

const inferences: { readonly [I in Inference]: string } = {
  share: 'of outcomes of 0 and 1',
  mean: 'of a mean',
  influence: 'by influence values',
  ranks: 'of ranks (DeLong)',
  resampled: 'by the bootstrap',
}

/** @example rangeText([0, Infinity]) // '0 to ∞' */
function rangeText([least, most]: readonly [number, number]): string {
  return `${bound(least)} to ${bound(most)}`
}

function bound(value: number): string {
  if (Number.isFinite(value)) return String(Number(value.toPrecision(6))).replace('-', '−')
  return value < 0 ? '−∞' : '∞'
}

function code(text: string): string {
  return `\`${text.replaceAll('|', '\\|')}\``
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replace(/[\r\n]+/g, ' ')
}
