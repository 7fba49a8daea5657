import { sumByCluster } from './clustered-estimate.ts'
import { compensatedSum } from './compensated-sum.ts'
import { denseCodes } from './dense-codes.ts'
import { StatsError } from './errors.ts'
import { RandomSource } from './random.ts'
import type { Seed } from './seed.ts'
import type { TTest } from './t-test.ts'

export interface SignFlipRequest {
  /** Candidate less baseline, one for each unit. */
  readonly differences: Float64Array
  /** The cluster of each unit, all of whose signs flip together; null where units are independent. */
  readonly cluster: Int32Array | null
  readonly alternative: TTest['alternative']
  readonly seed: Seed
  /** Up to so many clusters all flips are counted, 2 to the power of their number; at most 20. */
  readonly exactClusters?: number
  /** How many flips are drawn otherwise. */
  readonly resamples?: number
}

export interface SignFlip {
  readonly pValue: number
  readonly method: 'exact' | 'sampled'
  readonly clusters: number
}

const usualExactClusters = 16
const largestExactClusters = 20
const usualResamples = 9_999
const largestResamples = 1_000_000

/**
 * The sign-flip permutation test (Fisher, 1935) of the sum of differences: were the models alike, each cluster's difference could as well have
 * had the other sign. Counts all flips up to 16 clusters, else draws 9,999 and takes (b + 1) / (m + 1) (Phipson and Smyth, 2010).
 * A flip counts as extreme when it reaches the observed sum within 1e-12 of the sum of absolute values. The two-sided p is twice the smaller
 * one, at most 1.
 * @throws {StatsError} `EMPTY_SAMPLE`, `LENGTH_MISMATCH`, `NOT_FINITE` with the unit; `OUT_OF_RANGE` for a negative cluster, more than 20
 * exact clusters, or other than 20 to 1,000,000 resamples.
 * @example
 * signFlip({ differences: Float64Array.of(1, 2, 3), cluster: null, alternative: 'greater', seed: seedOf('x') }).pValue // 0.125
 */
export function signFlip(request: SignFlipRequest): SignFlip {
  const { differences, cluster, alternative, seed, exactClusters = usualExactClusters, resamples = usualResamples } = request
  requireLimits(exactClusters, resamples)
  const sums = sumsOf(differences, cluster)
  const tolerance = 1e-12 * compensatedSum(sums.map(Math.abs))
  const extremes = new Extremes(compensatedSum(sums), tolerance)
  const exact = sums.length <= exactClusters
  if (exact) flipAll(sums, extremes)
  else flipSome(sums, { extremes, seed, resamples })
  return { pValue: exact ? extremes.share(alternative) : extremes.estimate(alternative), method: exact ? 'exact' : 'sampled', clusters: sums.length }
}

class Extremes {
  readonly #observed: number
  readonly #tolerance: number
  #flips = 0
  #above = 0
  #below = 0

  constructor(observed: number, tolerance: number) {
    this.#observed = observed
    this.#tolerance = tolerance
  }

  add(sum: number): void {
    this.#flips++
    if (sum >= this.#observed - this.#tolerance) this.#above++
    if (sum <= this.#observed + this.#tolerance) this.#below++
  }

  share(alternative: TTest['alternative']): number {
    return tailOf(alternative, this.#above / this.#flips, this.#below / this.#flips)
  }

  estimate(alternative: TTest['alternative']): number {
    return tailOf(alternative, (this.#above + 1) / (this.#flips + 1), (this.#below + 1) / (this.#flips + 1))
  }
}

function tailOf(alternative: TTest['alternative'], above: number, below: number): number {
  if (alternative === 'two_sided') return Math.min(1, 2 * Math.min(above, below))
  return alternative === 'greater' ? above : below
}

function flipAll(sums: Float64Array, extremes: Extremes): void {
  for (let signs = 0; signs < 2 ** sums.length; signs++) {
    let sum = 0
    for (let at = 0; at < sums.length; at++) sum += (signs >>> at) & 1 ? (sums[at] as number) : -(sums[at] as number)
    extremes.add(sum)
  }
}

function flipSome(sums: Float64Array, { extremes, seed, resamples }: { extremes: Extremes; seed: Seed; resamples: number }): void {
  const random = new RandomSource(seed)
  for (let resample = 0; resample < resamples; resample++) {
    let sum = 0
    let signs = 0
    for (let at = 0; at < sums.length; at++) {
      if (at % 32 === 0) signs = random.word()
      sum += (signs >>> (at % 32)) & 1 ? (sums[at] as number) : -(sums[at] as number)
    }
    extremes.add(sum)
  }
}

function sumsOf(differences: Float64Array, cluster: Int32Array | null): Float64Array {
  if (differences.length === 0) throw new StatsError('EMPTY_SAMPLE', 'there are no differences whose signs could flip')
  if (cluster && cluster.length !== differences.length)
    throw new StatsError('LENGTH_MISMATCH', `${differences.length} differences have ${cluster.length} clusters`)
  const unit = differences.findIndex((difference) => !Number.isFinite(difference))
  if (unit >= 0) throw new StatsError('NOT_FINITE', `the difference of unit ${unit} is ${differences[unit]}`)
  if (!cluster) return differences
  return sumByCluster(differences, denseCodes(cluster, 'cluster'))
}

function requireLimits(exactClusters: number, resamples: number): void {
  if (!(Number.isInteger(exactClusters) && exactClusters >= 0 && exactClusters <= largestExactClusters))
    throw new StatsError('OUT_OF_RANGE', `all flips of ${exactClusters} clusters were asked for; 20 is the most`)
  if (!(Number.isInteger(resamples) && resamples >= 20 && resamples <= largestResamples))
    throw new StatsError('OUT_OF_RANGE', `${resamples} resamples were asked for; 20 to 1,000,000 can be drawn`)
}
