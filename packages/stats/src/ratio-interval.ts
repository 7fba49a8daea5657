import { type Bootstrap, bootstrap } from './bootstrap.ts'
import { requireProbability } from './domain.ts'
import { StatsError } from './errors.ts'
import type { Seed } from './seed.ts'

export interface TimedSample {
  /** What was measured, such as milliseconds; positive. */
  readonly value: Float64Array
  /** The round of each value, a whole number from 0. */
  readonly round: Int32Array
}

export interface RatioRequest {
  readonly candidate: TimedSample
  readonly baseline: TimedSample
  /** Which quantile is compared: 0.5 for the median, 0.95 for p95. */
  readonly quantile: number
  /** Each round measures both, one after the other, so that what slows the machine slows both. */
  readonly rounds: number
  readonly seed: Seed
  readonly resamples?: number
}

export interface RatioInterval {
  /** Candidate over baseline. */
  readonly ratio: number
  /** Two-sided, 95 %. */
  readonly interval: readonly [number, number]
  readonly bootstrap: Bootstrap
}

/**
 * The ratio of one quantile of two alternating samples, with the percentile interval of a bootstrap over rounds. Quantiles are
 * linear between neighbours, as numpy's; a round drawn twice counts twice.
 * @throws {StatsError} `EMPTY_SAMPLE` without values; `LENGTH_MISMATCH`; `OUT_OF_RANGE` for a value that is not positive, a round outside
 * the rounds or a quantile outside [0, 1]; `NOT_FINITE`; `TOO_FEW_CLUSTERS` below two rounds; `UNDEFINED_RESAMPLES` where
 * many draws of rounds hold no value of one side.
 * @example
 * const times = { value: Float64Array.of(2, 2), round: Int32Array.of(0, 1) }
 * ratioInterval({ candidate: times, baseline: times, quantile: 0.5, rounds: 2, seed: seedOf('x') }).interval // [1, 1]
 */
export function ratioInterval({ candidate, baseline, quantile, rounds, seed, ...draws }: RatioRequest): RatioInterval {
  requireProbability(quantile, 'the quantile')
  const above = quantileUnder(ascending(candidate, { name: 'candidate', rounds }), quantile)
  const below = quantileUnder(ascending(baseline, { name: 'baseline', rounds }), quantile)
  const sample = { units: rounds, cluster: null, strata: null, seed, interval: 'percentile', ...draws } as const
  const resampled = bootstrap({ ...sample, statistic: (weight) => above(weight) / below(weight) })
  return { ratio: resampled.estimate, interval: resampled.interval, bootstrap: resampled }
}

/** The quantile of ascending values when each is there as often as its round's weight says; NaN without any. */
function quantileUnder({ value, round }: TimedSample, quantile: number): (weight: Float64Array) => number {
  return (weight) => {
    let total = 0
    for (const at of round) total += weight[at] as number
    const place = quantile * (total - 1)
    const low = valueAt({ value, round }, { weight, place: Math.floor(place) })
    if (place === Math.floor(place)) return low
    const high = valueAt({ value, round }, { weight, place: Math.floor(place) + 1 })
    return low + (place - Math.floor(place)) * (high - low)
  }
}

/** The value at a place, counted from 0, of the values repeated by their weights. */
function valueAt({ value, round }: TimedSample, { weight, place }: { readonly weight: Float64Array; readonly place: number }): number {
  let passed = 0
  for (let at = 0; at < value.length; at++) {
    passed += weight[round[at] as number] as number
    if (passed > place && place >= 0) return value[at] as number
  }
  return Number.NaN
}

function ascending({ value, round }: TimedSample, { name, rounds }: { readonly name: string; readonly rounds: number }): TimedSample {
  if (value.length === 0) throw new StatsError('EMPTY_SAMPLE', `the ${name} has no values`)
  if (value.length !== round.length) throw new StatsError('LENGTH_MISMATCH', `${value.length} values of the ${name} have ${round.length} rounds`)
  value.forEach((measured, at) => {
    if (!Number.isFinite(measured)) throw new StatsError('NOT_FINITE', `value ${at} of the ${name} is ${measured}`)
    if (measured <= 0) throw new StatsError('OUT_OF_RANGE', `value ${at} of the ${name} is ${measured}; a ratio needs positive ones`)
    const own = round[at] as number
    if (own < 0 || own >= rounds) throw new StatsError('OUT_OF_RANGE', `value ${at} of the ${name} is of round ${own}; there are ${rounds}`)
  })
  const order = Uint32Array.from(value.keys()).sort((a, b) => (value[a] as number) - (value[b] as number))
  return { value: Float64Array.from(order, (at) => value[at] as number), round: Int32Array.from(order, (at) => round[at] as number) }
}
