import type { Evidence } from '@seaworthy/record'
import { bytesText, fixed, grouped, percent, plain } from './numbers.ts'

/** Whether a number was found by running the model, not by comparing rows with the truth. */
export function isProbe({ method }: Pick<Evidence, 'method'>): boolean {
  return method === 'probe' || method === 'exact'
}

/**
 * A probe's number with its unit.
 * @example probeText('latency_p95', 1.2345) // '1.234 ms'
 */
export function probeText(probe: string, value: number): string {
  if (probe.startsWith('latency_')) return `${plain(value)} ms`
  if (probe === 'throughput') return `${grouped(value)} rows/s`
  if (probe === 'size_bytes' || probe === 'peak_memory') return bytesText(value)
  if (probe.startsWith('flip_rate_')) return percent(value)
  return probe === 'parameters' ? grouped(value) : plain(value)
}

/** How it compares with production: by the ratio where there is one, else by the difference. Empty without either. */
export function probeComparison({ metric, better, ratio, difference, interval }: Evidence): string {
  if (ratio) return `× ${fixed(ratio.value, 2)}${ratio.interval ? ` (${fixed(ratio.interval[0], 2)} to ${fixed(ratio.interval[1], 2)})` : ''}`
  if (difference === null) return ''
  if (difference === 0 && (interval === null || interval[0] === interval[1])) return 'none'
  const told = `${(better === 'higher') === difference >= 0 ? 'more' : 'less'} by ${probeText(metric, Math.abs(difference))}`
  return interval === null || interval[0] === interval[1] ? told : `${told} (${ends(metric, better, interval)})`
}

// A difference is oriented: more is better. Here it is the candidate's number less production's.
function ends(probe: string, better: Evidence['better'], [lower, upper]: readonly [number, number]): string {
  const [from, to] = better === 'lower' ? [-upper, -lower] : [lower, upper]
  const text = (value: number): string => `${value < 0 ? '−' : ''}${probeText(probe, Math.abs(value))}`
  return `${text(from)} to ${text(to)}`
}
