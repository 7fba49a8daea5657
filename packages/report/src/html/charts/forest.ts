import type { Evidence, Finding } from '@seaworthy/record'
import { differenceDecimals } from '../../difference-text.ts'
import { boundaryOf } from '../../gate-words.ts'
import { fixed, grouped, plain } from '../../numbers.ts'
import { isProbe, probeComparison, probeText } from '../../probe-words.ts'
import { cutText } from '../escape-text.ts'
import { place } from './chart.ts'

const width = 280
const height = 22

/** One difference with the gates that judge it. */
export interface ForestRow {
  /** Of ours, escaped. */
  readonly name: string
  readonly evidence: Evidence
  readonly findings: readonly Finding[]
}

/**
 * Differences with their intervals beside zero and the margins of their gates, better to the right. Rows of one metric share a scale;
 * metrics have units of their own.
 */
export function forest(rows: readonly ForestRow[]): string {
  const reach = new Map([...Map.groupBy(rows, ({ evidence }) => evidence.metric)].map(([metric, own]) => [metric, Math.max(...own.map(reachOf))]))
  const head =
    '<tr><th></th><th class="number">here</th><th class="number">production</th><th class="axis"><span>← worse</span><span>better →</span></th><th class="number">difference, 95% interval</th><th class="number">rows</th></tr>'
  return `<div class="scroll"><table class="list forest">${head}${rows.map((row) => forestRow(row, reach.get(row.evidence.metric) ?? 1)).join('')}</table></div>`
}

function forestRow(row: ForestRow, reach: number): string {
  const { name, evidence, findings } = row
  const { candidate, baseline, units } = evidence
  return (
    `<tr><th scope="row">${name}${badges(findings)}</th><td class="number">${valueText(evidence, candidate)}</td><td class="number">${baseline === null ? '' : valueText(evidence, baseline)}</td>` +
    `<td class="axis">${picture(row, reach)}</td><td class="number">${differenceText(evidence, boundaries(findings))}</td><td class="number">${units.rows === 0 ? '' : grouped(units.rows)}</td></tr>`
  )
}

function picture({ evidence, findings }: ForestRow, reach: number): string {
  const { difference, interval } = evidence
  if (difference === null) return ''
  const x = (value: number) => place(width * (0.5 + Math.min(0.5, Math.max(-0.5, value / (2 * reach)))))
  const middle = height / 2
  const margins = boundaries(findings).filter((at) => at !== 0)
  const told = `difference ${plain(difference)}${interval ? `, from ${plain(interval[0])} to ${plain(interval[1])}` : ''}${margins.length > 0 ? `; margin at ${margins.map(plain).join(' and ')}` : ''}`
  const range = interval ? `<path class="range" d="M${x(interval[0])},${middle}H${x(interval[1])}"/>` : ''
  return (
    `<svg class="difference ${toneOf(findings)}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${cutText(told, 200)}"><title>${cutText(told, 200)}</title>` +
    `<path class="zero" d="M${width / 2},0V${height}"/>${margins.map((at) => `<path class="margin" d="M${x(at)},1V${height - 1}"/>`).join('')}${range}` +
    `<circle cx="${x(difference)}" cy="${middle}" r="4"/></svg>`
  )
}

function badges(findings: readonly Finding[]): string {
  const worst = toneOf(findings)
  if (worst === 'bad') return '<span class="badge bad">fails</span>'
  if (worst !== 'warn') return ''
  return `<span class="badge warn">${findings.some(({ verdict }) => verdict === 'fail') ? 'warns' : 'undecided'}</span>`
}

function toneOf(findings: readonly Finding[]): 'good' | 'warn' | 'bad' | 'plain' {
  if (findings.length === 0) return 'plain'
  if (findings.some(({ verdict, effect }) => verdict === 'fail' && effect === 'block')) return 'bad'
  return findings.every(({ verdict }) => verdict === 'pass') ? 'good' : 'warn'
}

function boundaries(findings: readonly Finding[]): readonly number[] {
  return [...new Set(findings.flatMap((finding) => boundaryOf(finding) ?? []))]
}

function reachOf({ evidence: { difference, interval }, findings }: ForestRow): number {
  const ends = [...(interval ?? []), ...boundaries(findings), difference ?? 0].map(Math.abs).filter(Number.isFinite)
  return Math.max(...ends, Number.MIN_VALUE) * 1.08
}

function valueText(evidence: Evidence, value: number): string {
  return isProbe(evidence) ? probeText(evidence.metric, value) : plain(value)
}

function differenceText(evidence: Evidence, at: readonly number[]): string {
  const { difference, interval, method } = evidence
  if (isProbe(evidence)) return probeComparison(evidence)
  if (difference === null) return ''
  if (method === 'identity') return 'the same bytes'
  if (!interval) return signed(difference, 4)
  const decimals = differenceDecimals(difference, interval, [0, ...at])
  return `${signed(difference, decimals)} <small>${signed(interval[0], decimals)} to ${signed(interval[1], decimals)}</small>`
}

function signed(value: number, decimals: number): string {
  const text = fixed(value, decimals)
  return text.startsWith('−') || !/[1-9]/.test(text) ? text : `+${text}`
}
