import { compensatedSum } from './compensated-sum.ts'
import { type DenseCodes, denseCodes } from './dense-codes.ts'
import { StatsError } from './errors.ts'
import { stratumOfClusters } from './resample-counts.ts'

export interface Influences {
  /** One value per row; their mean is the deviation of the estimate from its target, to first order. */
  readonly influence: Float64Array
  /** The cluster of each row, a whole number from 0; null where rows are independent. Numbers may be left out. */
  readonly cluster: Int32Array | null
  /** The stratum of each row, such as its class, where the number of rows of each is taken as given. None means one stratum. */
  readonly strata?: Int32Array | null
}

export interface ClusteredEstimate {
  readonly standardError: number
  readonly clusters: number
  /** Clusters less one, or less the number of strata. */
  readonly degreesOfFreedom: number
  /** Variance with clusters over variance as if rows were independent; 1 where there is no variance at all. */
  readonly designEffect: number
}

/**
 * Standard error of an estimate from the influence of each row (Huber's sandwich with Liang and Zeger's clusters, 1986):
 * SE^2 = G/(G-1) * sum over clusters of (sum of influence)^2 / n^2. With one row per cluster it is the standard error of a mean.
 * With strata the sums are taken about their mean in each, G/(G-1) being the stratum's own: by class and with independent rows that
 * is DeLong's variance of ROC AUC (DeLong, DeLong and Clarke-Pearson, 1988).
 * @throws {StatsError} `EMPTY_SAMPLE`, `LENGTH_MISMATCH`, `NOT_FINITE` and `OUT_OF_RANGE` with the row, `TOO_FEW_CLUSTERS` below two
 * or below two in a stratum, `SPLIT_CLUSTER` where a cluster has rows of two strata.
 * @example clusteredEstimate({ influence: Float64Array.of(-1, 1), cluster: null }).standardError // 1
 */
export function clusteredEstimate({ influence, cluster, strata = null }: Influences): ClusteredEstimate {
  refuseUnusable(influence, cluster)
  const clusters = cluster && denseCodes(cluster, 'cluster')
  if (strata) return stratifiedEstimate({ influence, strata, clusters })
  const independent = varianceOfSums(influence, influence.length, influence.length)
  if (clusters === null) return estimate(independent, independent, influence.length)
  if (clusters.count < 2) throw tooFew(clusters.count)
  return estimate(varianceOfSums(sumByCluster(influence, clusters), clusters.count, influence.length), independent, clusters.count)
}

/**
 * How many clusters have rows.
 * @throws {StatsError} `OUT_OF_RANGE` for a negative cluster number.
 */
export function countClusters(cluster: Int32Array): number {
  return denseCodes(cluster, 'cluster').count
}

/** The sum of the influences of each cluster, by its dense number. */
export function sumByCluster(influence: Float64Array, { code, count }: DenseCodes): Float64Array {
  const sums = new Float64Array(count)
  code.forEach((at, row) => {
    sums[at] = (sums[at] as number) + (influence[row] as number)
  })
  return sums
}

function estimate(variance: number, independent: number, clusters: number): ClusteredEstimate {
  const designEffect = independent === 0 ? 1 : variance / independent
  return { standardError: Math.sqrt(variance), clusters, degreesOfFreedom: clusters - 1, designEffect }
}

function varianceOfSums(sums: Float64Array, clusters: number, rows: number): number {
  const squares = compensatedSum(sums.map((sum) => sum * sum))
  return ((clusters / (clusters - 1)) * squares) / rows / rows
}

interface Stratified {
  readonly influence: Float64Array
  readonly strata: Int32Array
  readonly clusters: DenseCodes | null
}

function stratifiedEstimate({ influence, strata, clusters }: Stratified): ClusteredEstimate {
  if (strata.length !== influence.length) throw new StatsError('LENGTH_MISMATCH', `${influence.length} influence values have ${strata.length} strata`)
  const { code, count } = denseCodes(strata, 'stratum')
  const independent = varianceWithin(influence, { code, count }, influence.length)
  const sums = clusters ? sumByCluster(influence, clusters) : influence
  const variance = clusters ? varianceWithin(sums, { code: stratumOfClusters(code, clusters), count }, influence.length) : independent
  return { ...estimate(variance, independent, sums.length), degreesOfFreedom: sums.length - count }
}

/** The variance of the mean when each stratum draws anew from its own sums. */
function varianceWithin(sums: Float64Array, stratum: DenseCodes, rows: number): number {
  const parts = Float64Array.from({ length: stratum.count }, (_, at) => {
    const own = sums.filter((_sum, row) => stratum.code[row] === at)
    if (own.length < 2) throw tooFew(own.length)
    const mean = compensatedSum(own) / own.length
    return varianceOfSums(
      own.map((sum) => sum - mean),
      own.length,
      rows,
    )
  })
  return compensatedSum(parts)
}

function refuseUnusable(influence: Float64Array, cluster: Int32Array | null): void {
  if (influence.length === 0) throw new StatsError('EMPTY_SAMPLE', 'there are no rows to estimate from')
  if (cluster && cluster.length !== influence.length)
    throw new StatsError('LENGTH_MISMATCH', `${influence.length} influence values have ${cluster.length} clusters`)
  const row = influence.findIndex((value) => !Number.isFinite(value))
  if (row >= 0) throw new StatsError('NOT_FINITE', `the influence of row ${row} is ${influence[row]}`)
  if (influence.length < 2) throw tooFew(1)
}

function tooFew(clusters: number): StatsError {
  return new StatsError('TOO_FEW_CLUSTERS', `${clusters} cluster says nothing about the variance between clusters`, {
    hint: 'at least two are needed, thirty for a dependable interval',
  })
}
