import { percent, plain } from '../numbers.ts'
import { cutText, escapeText } from './escape-text.ts'
import { histogramSvg } from './histogram-svg.ts'
import type { ColumnView, NumericView } from './profile-view.ts'

const maxCategories = 8
const maxName = 120

/** What one column holds: type, gaps, distinct values, and a picture of their distribution. */
export function columnCard(column: ColumnView, reference: ColumnView | null, rows: number): string {
  const before = reference?.kind === column.kind ? reference : null
  const badge = (column.personal ?? []).map((kind) => `<span class="badge warn">${escapeText(kind.replaceAll('_', ' '))}</span>`).join('')
  return `<article class="column"><h3><code>${cutText(column.name, maxName)}</code> <small>${cutText(column.type ?? column.kind, 60)}</small>${badge}</h3>${facts(column, { reference: before, rows })}${picture(column, before)}</article>`
}

function facts(column: ColumnView, { reference, rows }: { readonly reference: ColumnView | null; readonly rows: number }): string {
  const share = rows === 0 ? 0 : column.missing / rows
  const then = reference && reference.missing + reference.count > 0 ? reference.missing / (reference.missing + reference.count) : null
  const missing = column.missing === 0 ? 'none missing' : `${percent(share)} missing`
  const distinct = column.distinct === null ? 'over 10,000 distinct' : `${column.distinct.toLocaleString('en')} distinct`
  const changed = then === null || then === share ? '' : ` (reference ${percent(then)})`
  return `<p class="facts">${missing}${changed} · ${distinct}${numbers(column.numeric)}${times(column)}</p>`
}

function numbers(numeric: NumericView | null): string {
  if (!numeric) return ''
  const { mean, standardDeviation, quantiles } = numeric
  const median = quantiles?.find(({ p }) => p === 0.5)?.value ?? null
  const told = [
    mean === null ? '' : `mean ${short(mean)}`,
    standardDeviation === null ? '' : `standard deviation ${short(standardDeviation)}`,
    median === null ? '' : `median ${short(median)}`,
  ]
  return told.map((part) => (part === '' ? '' : ` · ${part}`)).join('')
}

function times({ datetime }: ColumnView): string {
  return datetime?.min && datetime.max ? ` · ${cutText(datetime.min, 30)} to ${cutText(datetime.max, 30)}` : ''
}

function picture(column: ColumnView, reference: ColumnView | null): string {
  if (column.numeric) return histogramSvg(column.name, column.numeric, reference?.numeric ?? null)
  if (!column.categories || column.categories.length === 0 || column.hidden) return column.hidden ? '<p class="facts">values are not shown</p>' : ''
  return categoryBars(column, reference)
}

function categoryBars({ categories, count }: ColumnView, reference: ColumnView | null): string {
  const shown = (categories ?? []).slice(0, maxCategories)
  const top = Math.max(...shown.map((one) => one.count)) || 1
  const before = new Map((reference?.categories ?? []).map((one) => [one.value, one.count]))
  const rest = (categories?.length ?? 0) - shown.length
  const rows = shown.map(({ value, count: occurrences }) => {
    const then = before.get(value)
    const was = reference && reference.count > 0 ? ` (reference ${percent((then ?? 0) / reference.count)})` : ''
    return `<tr><th scope="row">${value === '' ? '<em>empty</em>' : cutText(value, 40)}</th><td><div class="bar" style="width:${Math.max(1, Math.round((100 * occurrences) / top))}%"></div></td><td class="number">${percent(count === 0 ? 0 : occurrences / count)}${was}</td></tr>`
  })
  return `<table class="values">${rows.join('')}</table>${rest > 0 ? `<p class="facts">and ${rest.toLocaleString('en')} more values</p>` : ''}`
}

function short(value: number): string {
  return escapeText(plain(Number(value.toPrecision(4))))
}
