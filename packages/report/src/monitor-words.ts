import type { ColumnDrift, MonitorBody } from '@seaworthy/record'
import { markdownTable } from 'markdown-table'
import { codeSpan, escapeMarkdown, excerpt } from './escape-markdown.ts'
import { arrow, metricTitle } from './metric-words.ts'
import { decimalsOf, fixed, grouped, plain, pValue } from './numbers.ts'

/** Reasons in words, those that ask for a retraining first and marked. */
export function reasonsList({ reasons }: MonitorBody): string {
  const ordered = [...reasons.filter((reason) => reason.retrain), ...reasons.filter((reason) => !reason.retrain)]
  return ordered
    .map(({ message, retrain }) => `- ${retrain ? '**' : ''}${escapeMarkdown(excerpt(message, 400))}${retrain ? '** → retrain' : ''}`)
    .join('\n')
}

/** Columns that drift, then the most shifted ones; null without a comparison. */
export function driftTable(drift: readonly ColumnDrift[], maxRows: number): string | null {
  const compared = drift.filter((column) => column.kind !== 'datetime')
  if (compared.length === 0) return null
  const rows = [...compared].sort((a, b) => Number(b.drifted) - Number(a.drifted) || psi(b) - psi(a)).slice(0, maxRows)
  const table = markdownTable([['column', 'PSI', 'p', 'new values', ''], ...rows.map(driftRow)], {
    align: ['l', 'r', 'r', 'l', 'c'],
    alignDelimiters: false,
  })
  const rest = compared.length - rows.length
  return rest > 0 ? `${table}\n\n${grouped(rest)} more columns, none of which moved more.` : table
}

function driftRow(column: ColumnDrift): string[] {
  const p = column.tests.find((test) => test.method === 'chi_square')?.pValue ?? null
  const value = column.tests.find((test) => test.method === 'psi')?.value
  const added = column.newCategories.slice(0, 6).map((category) => codeSpan(excerpt(category, 30)))
  const more = column.newCategories.length - added.length
  return [
    codeSpan(excerpt(column.column, 60)),
    value === undefined ? escapeMarkdown(excerpt(column.reason, 80)) : value < 0.001 ? '< 0.001' : fixed(value, 3),
    p === null ? '' : pValue(p).replace(/^p (= )?/, ''),
    `${added.join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
    column.drifted ? '⚠️ drifts' : '✅',
  ]
}

function psi({ tests }: ColumnDrift): number {
  return tests.find((test) => test.method === 'psi')?.value ?? 0
}

/** `predicted 0.207, observed 0.213: gap −0.006 ± 0.023 over 30 clusters`. */
export function calibrationText({ calibration }: MonitorBody): string {
  if (!calibration) return 'No labels have arrived for this window, so calibration and performance are unknown.'
  const half = (calibration.interval[1] - calibration.interval[0]) / 2
  const decimals = decimalsOf(half)
  const gap = `${calibration.gap < 0 ? '−' : '+'}${fixed(Math.abs(calibration.gap), decimals)} ± ${fixed(half, decimals)}`
  return `${calibration.drifted ? '⚠️' : '✅'} Mean prediction ${fixed(calibration.predicted, 3)}, observed rate ${fixed(calibration.observed, 3)}: gap ${gap} over ${grouped(calibration.clusters)} clusters.`
}

/** Realised metrics beside those of the release; null without any. */
export function performanceTable({ performance }: MonitorBody): string | null {
  if (performance.length === 0) return null
  const rows = performance.map(({ metric, better, released, realised, interval, decayed }) => {
    const half = (interval[1] - interval[0]) / 2
    const decimals = decimalsOf(half)
    return [
      `${metricTitle(metric)} ${arrow(better)}`,
      plain(Number(released.toFixed(decimals))),
      `${fixed(realised, decimals)} ± ${fixed(half, decimals)}`,
      decayed ? '⚠️ worse' : '✅ not shown worse',
    ]
  })
  return markdownTable([['', 'at the release', 'on the new data', ''], ...rows], { align: ['l', 'r', 'r', 'l'], alignDelimiters: false })
}

export const decisionWords = { none: 'nothing to do', investigate: 'investigate', retrain: 'retrain' } as const
