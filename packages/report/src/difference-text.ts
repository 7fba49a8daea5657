import type { Evidence } from '@seaworthy/record'
import { decimalsOf, fixed } from './numbers.ts'

export type Interval = readonly [number, number]

/**
 * Decimals with which a difference is printed: what its interval supports, and more where rounding would move an end of the
 * printed interval across a boundary that decided something (zero, or minus the margin). So a verdict can be read off the text.
 */
export function differenceDecimals(difference: number, interval: Interval, boundaries: readonly number[]): number {
  const half = (interval[1] - interval[0]) / 2
  const fewest = decimalsOf(half)
  for (let decimals = fewest; decimals < fewest + 4; decimals++) {
    const [middle, width] = [round(difference, decimals), round(half, decimals)]
    const printed = [round(middle - width, decimals), round(middle + width, decimals)] as const
    if (boundaries.every((at) => side(printed[0], at) === side(interval[0], at) && side(printed[1], at) === side(interval[1], at))) return decimals
  }
  return fewest
}

/** `0.021 ± 0.009` with a sign by the caller; an interval that is not symmetric is written out. */
export function withWidth(
  magnitude: string,
  options: { readonly difference: number; readonly interval: Interval; readonly decimals: number; readonly flip: boolean },
): string {
  const { difference, interval, decimals, flip } = options
  const half = (interval[1] - interval[0]) / 2
  const skewed = Math.abs((interval[0] + interval[1]) / 2 - difference) > 0.05 * half
  if (!skewed) return `${magnitude} ± ${fixed(half, decimals)}`
  const ends = flip ? [-interval[1], -interval[0]] : interval
  return `${magnitude} (${fixed(ends[0] ?? 0, decimals)} to ${fixed(ends[1] ?? 0, decimals)})`
}

/**
 * A difference as a reviewer reads it: `+0.021 ± 0.009` where more is better, `better by 0.008 ± 0.003` or `worse by …` where less is.
 * Differences are oriented (more is better) in the record, so the words are right for either kind of metric.
 */
export function differenceText(evidence: Evidence, boundaries: readonly number[] = []): string {
  const { difference, interval } = evidence
  if (difference === null) return ''
  if (evidence.method === 'identity') return 'none: the same bytes'
  const decimals = interval ? differenceDecimals(difference, interval, [0, ...boundaries]) : 4
  const sign = difference < 0 ? '−' : '+'
  const magnitude = fixed(Math.abs(difference), decimals)
  const flip = evidence.better === 'lower' && difference < 0
  const told = interval ? withWidth(evidence.better === 'higher' ? sign + magnitude : magnitude, { difference, interval, decimals, flip }) : null
  if (evidence.better === 'higher') return told ?? `${sign}${magnitude}, no interval`
  return `${difference < 0 ? 'worse' : 'better'} by ${told ?? `${magnitude}, no interval`}`
}

/** The amount alone, for a sentence that has its own verb: `0.021 ± 0.009`. */
export function amountText(evidence: Evidence, boundaries: readonly number[] = []): string {
  const { difference, interval } = evidence
  if (difference === null) return ''
  if (!interval) return fixed(Math.abs(difference), 4)
  const decimals = differenceDecimals(difference, interval, [0, ...boundaries])
  return withWidth(fixed(Math.abs(difference), decimals), { difference, interval, decimals, flip: difference < 0 })
}

/** Decimals for the values whose difference this is, so that a reader can subtract. */
export function valueDecimals(evidence: Evidence): number {
  const interval = evidence.interval ?? evidence.candidateInterval
  if (!interval || evidence.method === 'identity') return 4
  return decimalsOf((interval[1] - interval[0]) / 2)
}

function round(value: number, decimals: number): number {
  return Number(value.toFixed(decimals))
}

function side(value: number, boundary: number): number {
  return Math.sign(Number((value - boundary).toFixed(12)))
}
