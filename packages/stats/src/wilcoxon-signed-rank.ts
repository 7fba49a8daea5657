import { compensatedSum } from './compensated-sum.ts'
import { StatsError } from './errors.ts'
import { midRanks } from './mid-ranks.ts'
import { normalCdf } from './normal-distribution.ts'
import type { TTest } from './t-test.ts'

export interface WilcoxonRequest {
  /** Candidate less baseline, one for each independent unit. */
  readonly differences: Float64Array
  readonly alternative: TTest['alternative']
  /**
   * What becomes of differences of 0: `drop` leaves them out (Wilcoxon), `pratt` ranks them and leaves their ranks out (Pratt, 1959),
   * `split` gives half of their ranks to each side.
   */
  readonly zeros?: 'drop' | 'pratt' | 'split'
  /** Moves the normal approximation by half a rank towards no difference; without meaning for the exact one. */
  readonly continuityCorrection?: boolean
}

export interface WilcoxonSignedRank {
  /** The sum of the ranks of positive differences. */
  readonly positiveRanks: number
  /** Differences that are ranked. */
  readonly ranked: number
  readonly method: 'exact' | 'normal'
  readonly pValue: number
}

const largestExact = 50

/**
 * Wilcoxon's signed-rank test (1945) that differences are symmetric about 0. Exact up to 50 differences without ties or zeros, by
 * the distribution over all signs; else normal, with the variance corrected for ties. Where every difference is 0 the p-value is 1.
 * It tests a median of pairs, not the mean that a metric reports.
 * @throws {StatsError} `EMPTY_SAMPLE`, `NOT_FINITE` with the unit.
 * @example wilcoxonSignedRank({ differences: Float64Array.of(1, 2, 3), alternative: 'greater' }).pValue // 0.125
 */
export function wilcoxonSignedRank({ differences, alternative, zeros = 'drop', continuityCorrection = false }: WilcoxonRequest): WilcoxonSignedRank {
  requireDifferences(differences)
  const kept = zeros === 'drop' ? differences.filter((difference) => difference !== 0) : differences
  const noughts = kept.filter((difference) => difference === 0).length
  const { rank, ties } = midRanks(kept.map(Math.abs))
  const half = zeros === 'split' ? 0.5 : 0
  const positiveRanks = compensatedSum(rank.map((r, at) => share(kept[at] as number, half) * r))
  const exact = kept.length <= largestExact && ties.length === 0 && !differences.includes(0)
  if (noughts === kept.length) return { positiveRanks, ranked: kept.length, method: 'normal', pValue: 1 }
  const pValue = exact
    ? exactP({ positiveRanks, ranked: kept.length, alternative })
    : normalP({ positiveRanks, ...momentsOf({ ranked: kept.length, ties, noughts, zeros }), alternative, continuityCorrection })
  return { positiveRanks, ranked: kept.length, method: exact ? 'exact' : 'normal', pValue }
}

function share(difference: number, ofZero: number): number {
  return difference === 0 ? ofZero : difference > 0 ? 1 : 0
}

function exactP({ positiveRanks, ranked, alternative }: { positiveRanks: number; ranked: number; alternative: TTest['alternative'] }): number {
  const total = (ranked * (ranked + 1)) / 2
  const subsets = subsetsBySum(ranked)
  const atMost = (sum: number) => subsets.subarray(0, sum + 1).reduce((count, ways) => count + ways, 0) / 2 ** ranked
  const [less, greater] = [atMost(positiveRanks), atMost(total - positiveRanks)]
  if (alternative === 'two_sided') return Math.min(1, 2 * Math.min(less, greater))
  return alternative === 'less' ? less : greater
}

/** In how many ways ranks from 1 to n can be chosen, by their sum; exact, as there are at most 2^50. */
function subsetsBySum(n: number): Float64Array {
  const ways = new Float64Array((n * (n + 1)) / 2 + 1)
  ways[0] = 1
  for (let rank = 1; rank <= n; rank++)
    for (let sum = (rank * (rank + 1)) / 2; sum >= rank; sum--) ways[sum] = (ways[sum] as number) + (ways[sum - rank] as number)
  return ways
}

interface Ranks {
  readonly ranked: number
  readonly ties: readonly number[]
  readonly noughts: number
  readonly zeros: 'drop' | 'pratt' | 'split'
}

/** Mean and variance of the sum of positive ranks when every sign is a coin's. Ranks of zeros have none of it under Pratt's rule (Cureton, 1967). */
function momentsOf({ ranked, ties, noughts, zeros }: Ranks): { mean: number; variance: number } {
  const unsigned = zeros === 'pratt' ? noughts : 0
  const counted = ties.reduce((sum, size) => sum + cubeLess(size), 0) - cubeLess(unsigned)
  const squares = (n: number) => n * (n + 1) * (2 * n + 1)
  return {
    mean: (ranked * (ranked + 1) - unsigned * (unsigned + 1)) / 4,
    variance: (squares(ranked) - squares(unsigned) - counted / 2) / 24,
  }
}

/** n^3 - n, by products, which are exact. */
function cubeLess(n: number): number {
  return n * n * n - n
}

interface NormalP extends Pick<WilcoxonRequest, 'alternative'> {
  readonly positiveRanks: number
  readonly mean: number
  readonly variance: number
  readonly continuityCorrection: boolean
}

function normalP({ positiveRanks, mean, variance, alternative, continuityCorrection }: NormalP): number {
  const half = continuityCorrection ? 0.5 : 0
  const above = (positiveRanks - mean - half) / Math.sqrt(variance)
  const below = (positiveRanks - mean + half) / Math.sqrt(variance)
  if (alternative === 'greater') return normalCdf(-above)
  if (alternative === 'less') return normalCdf(below)
  return Math.min(1, 2 * normalCdf(positiveRanks > mean ? -above : below))
}

function requireDifferences(differences: Float64Array): void {
  if (differences.length === 0) throw new StatsError('EMPTY_SAMPLE', 'there are no differences to rank')
  const unit = differences.findIndex((difference) => !Number.isFinite(difference))
  if (unit >= 0) throw new StatsError('NOT_FINITE', `the difference of unit ${unit} is ${differences[unit]}`)
}
