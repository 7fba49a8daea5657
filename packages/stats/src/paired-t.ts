import { clusteredEstimate } from './clustered-estimate.ts'
import { compensatedSum } from './compensated-sum.ts'
import { StatsError } from './errors.ts'
import { type StandardError, type TTest, tInterval, tTest } from './t-test.ts'

export interface PairedTRequest extends Pick<TTest, 'boundary' | 'alternative'> {
  /** Candidate less baseline, one for each unit. */
  readonly differences: Float64Array
  /** The cluster of each unit; null where units are independent. */
  readonly cluster: Int32Array | null
}

export interface PairedT extends StandardError {
  readonly estimate: number
  /** Two-sided, 95 %. */
  readonly interval: readonly [number, number]
  readonly pValue: number
}

/**
 * The paired t-test (Student, 1908) of a mean difference against a boundary. With clusters its standard error is the clustered one,
 * its degrees of freedom the clusters less one.
 * @throws {StatsError} `EMPTY_SAMPLE`, `LENGTH_MISMATCH`, `NOT_FINITE`, `OUT_OF_RANGE`, `TOO_FEW_CLUSTERS` below two.
 * @example pairedT({ differences: Float64Array.of(0, 2), cluster: null, boundary: 0, alternative: 'greater' }).pValue // 0.25
 */
export function pairedT({ differences, cluster, boundary, alternative }: PairedTRequest): PairedT {
  const estimate = meanOf(differences)
  const influence = differences.map((difference) => difference - estimate)
  const { standardError, degreesOfFreedom } = clusteredEstimate({ influence, cluster })
  const shown = { estimate, standardError, degreesOfFreedom }
  return { ...shown, interval: tInterval(shown), pValue: tTest({ ...shown, boundary, alternative }) }
}

function meanOf(differences: Float64Array): number {
  if (differences.length === 0) throw new StatsError('EMPTY_SAMPLE', 'there are no differences to take the mean of')
  const row = differences.findIndex((difference) => !Number.isFinite(difference))
  if (row >= 0) throw new StatsError('NOT_FINITE', `the difference of unit ${row} is ${differences[row]}`)
  return compensatedSum(differences) / differences.length
}
