import { type BcaCorrection, bcaCorrection, correctedProbability } from './bca-correction.ts'
import { compensatedSum } from './compensated-sum.ts'
import { requireFinite } from './domain.ts'
import { StatsError } from './errors.ts'
import { expandedProbability } from './expanded-percentile.ts'
import { RandomSource } from './random.ts'
import { ClusterResampler, type ResampledUnits } from './resample-counts.ts'
import { sampleQuantile } from './sample-quantile.ts'
import type { Seed } from './seed.ts'
import { alpha } from './t-test.ts'

export type IntervalMethod = 'percentile' | 'bca' | 'expanded'

export interface BootstrapRequest extends ResampledUnits {
  /**
   * The statistic of the units, each taken as often as its weight says: whole numbers from 0. It must not keep or change the array.
   * NaN or an infinite number where it has no value.
   */
  readonly statistic: (weight: Float64Array) => number
  readonly seed: Seed
  /** `bca` mends bias and skewness and needs the jackknife too; `expanded` is the percentile interval widened for few clusters. */
  readonly interval: IntervalMethod
  readonly resamples?: number
}

export interface Bootstrap {
  readonly estimate: number
  /** The standard deviation of the resampled values. */
  readonly standardError: number
  /** Two-sided, 95 %. */
  readonly interval: readonly [number, number]
  /** The mean of the resampled values less the estimate. */
  readonly bias: number
  /** The resampled values that are defined, in the order drawn. */
  readonly distribution: Float64Array
  readonly undefinedResamples: number
  readonly clusters: number
  /** How the interval was taken. `percentile` where `bca` was asked for says that no correction exists: see `bcaCorrection`. */
  readonly method: IntervalMethod
  /** Null unless the interval is the BCa one. */
  readonly correction: BcaCorrection | null
}

const usualResamples = 2_000
const largestResamples = 1_000_000
const largestUndefinedShare = 0.01
/** More clusters than this are left out of the jackknife in as many groups: the skewness of sums is that of their parts. */
const jackknifeGroups = 1_000

/**
 * The cluster bootstrap (Efron, 1979; Davison and Hinkley, 1997): the statistic of 2,000 draws of as many clusters as there are, with
 * replacement, within each stratum. Percentile, BCa (Efron, 1987) or expanded percentile interval (Hesterberg, 2015), ends by Weibull's plotting position; where nothing
 * varies its width is 0. Paired models are compared by a statistic that takes the difference under one weight. The same seed gives
 * the same bits.
 * @throws {StatsError} `EMPTY_SAMPLE`; `LENGTH_MISMATCH`; `SPLIT_CLUSTER`; `OUT_OF_RANGE` for a negative code or other than 20 to
 * 1,000,000 resamples; `TOO_FEW_CLUSTERS` below two; `NOT_FINITE` where the statistic of all units has no value;
 * `UNDEFINED_RESAMPLES` where more than 1 % of resamples have none.
 * @example
 * bootstrap({ units: 2, cluster: null, strata: null, statistic: () => 3, seed: seedOf('x'), interval: 'percentile' }).interval // [3, 3]
 */
export function bootstrap({ statistic, seed, interval, resamples = usualResamples, ...sample }: BootstrapRequest): Bootstrap {
  if (!(Number.isInteger(resamples) && resamples >= 20 && resamples <= largestResamples))
    throw new StatsError('OUT_OF_RANGE', `${resamples} resamples were asked for; 20 to 1,000,000 can be drawn`)
  const resampler = new ClusterResampler(sample)
  if (resampler.clusters < 2)
    throw new StatsError('TOO_FEW_CLUSTERS', 'resampling one cluster gives the same rows each time', {
      hint: 'at least two are needed, thirty for a dependable interval',
    })
  const estimate = statistic(new Float64Array(sample.units).fill(1))
  requireFinite(estimate, 'the statistic of all units')
  const distribution = resampled(resampler, { ...sample, statistic, seed, resamples })
  const ascending = distribution.slice().sort()
  const correction = interval === 'bca' ? bcaCorrection({ ascending, estimate, jackknife: jackknife(resampler, sample.units, statistic) }) : null
  const method = interval === 'bca' && !correction ? 'percentile' : interval
  return {
    estimate,
    ...spreadOf(distribution, estimate),
    interval: intervalOf(ascending, { method, correction, clusters: resampler.clusters }),
    distribution,
    undefinedResamples: resamples - distribution.length,
    clusters: resampler.clusters,
    method,
    correction,
  }
}

type Draws = Pick<BootstrapRequest, 'units' | 'statistic' | 'seed'> & { readonly resamples: number }

function resampled(resampler: ClusterResampler, { units, statistic, seed, resamples }: Draws): Float64Array {
  const random = new RandomSource(seed)
  const counts = new Int32Array(resampler.clusters)
  const weight = new Float64Array(units)
  const values = new Float64Array(resamples)
  let defined = 0
  for (let resample = 0; resample < resamples; resample++) {
    resampler.draw(random, counts)
    resampler.spread(counts, weight)
    const value = statistic(weight)
    if (Number.isFinite(value)) values[defined++] = value
  }
  const missing = resamples - defined
  if (missing > largestUndefinedShare * resamples)
    throw new StatsError('UNDEFINED_RESAMPLES', `the statistic has no value in ${missing} of ${resamples} resamples; at most 1 % may lack one`)
  return values.slice(0, defined)
}

/** The statistic without each cluster, or without each of the groups of clusters. */
function jackknife(resampler: ClusterResampler, units: number, statistic: BootstrapRequest['statistic']): Float64Array {
  const groups = Math.min(resampler.clusters, jackknifeGroups)
  const counts = new Int32Array(resampler.clusters).fill(1)
  const weight = new Float64Array(units)
  return Float64Array.from({ length: groups }, (_, group) => {
    setEvery(counts, { from: group, step: groups, to: 0 })
    resampler.spread(counts, weight)
    setEvery(counts, { from: group, step: groups, to: 1 })
    return statistic(weight)
  })
}

function setEvery(counts: Int32Array, { from, step, to }: { readonly from: number; readonly step: number; readonly to: number }): void {
  for (let at = from; at < counts.length; at += step) counts[at] = to
}

function spreadOf(distribution: Float64Array, estimate: number): { standardError: number; bias: number } {
  const mean = compensatedSum(distribution) / distribution.length
  const squares = compensatedSum(distribution.map((value) => (value - mean) * (value - mean)))
  return { standardError: Math.sqrt(squares / (distribution.length - 1)), bias: mean - estimate }
}

type Levels = Pick<Bootstrap, 'method' | 'correction' | 'clusters'>

function intervalOf(ascending: Float64Array, levels: Levels): readonly [number, number] {
  const at = (p: number) => sampleQuantile(ascending, levelOf(p, levels))
  return [at(alpha), at(1 - alpha)]
}

function levelOf(p: number, { method, correction, clusters }: Levels): number {
  if (method === 'expanded') return expandedProbability(p, clusters)
  return correction ? correctedProbability(p, correction) : p
}
