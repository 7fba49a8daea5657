import { compensatedSum } from './compensated-sum.ts'
import { StatsError } from './errors.ts'

export interface Influences {
  /** One value per row; their mean is the deviation of the estimate from its target, to first order. */
  readonly influence: Float64Array
  /** The cluster of each row, a whole number from 0; null where rows are independent. Numbers may be left out. */
  readonly cluster: Int32Array | null
}

export interface ClusteredEstimate {
  readonly standardError: number
  readonly clusters: number
  /** Clusters less one. */
  readonly degreesOfFreedom: number
  /** Variance with clusters over variance as if rows were independent; 1 where there is no variance at all. */
  readonly designEffect: number
}

/**
 * Standard error of an estimate from the influence of each row (Huber's sandwich with Liang and Zeger's clusters, 1986):
 * SE^2 = G/(G-1) * sum over clusters of (sum of influence)^2 / n^2. With one row per cluster it is the standard error of a mean.
 * @throws {StatsError} `EMPTY_SAMPLE`, `LENGTH_MISMATCH`, `NOT_FINITE` and `OUT_OF_RANGE` with the row, `TOO_FEW_CLUSTERS` below two.
 * @example clusteredEstimate({ influence: Float64Array.of(-1, 1), cluster: null }).standardError // 1
 */
export function clusteredEstimate({ influence, cluster }: Influences): ClusteredEstimate {
  refuseUnusable(influence, cluster)
  const independent = varianceOfSums(influence, influence.length, influence.length)
  if (cluster === null) return estimate(independent, independent, influence.length)
  const { sums, clusters } = sumByCluster(influence, cluster)
  if (clusters < 2) throw tooFew(clusters)
  return estimate(varianceOfSums(sums, clusters, influence.length), independent, clusters)
}

/**
 * How many clusters have rows.
 * @throws {StatsError} `OUT_OF_RANGE` for a negative cluster number.
 */
export function countClusters(cluster: Int32Array): number {
  const seen = new Uint8Array(largest(cluster) + 1)
  let count = 0
  for (const code of cluster) {
    count += 1 - (seen[code] as number)
    seen[code] = 1
  }
  return count
}

function estimate(variance: number, independent: number, clusters: number): ClusteredEstimate {
  const designEffect = independent === 0 ? 1 : variance / independent
  return { standardError: Math.sqrt(variance), clusters, degreesOfFreedom: clusters - 1, designEffect }
}

function varianceOfSums(sums: Float64Array, clusters: number, rows: number): number {
  const squares = compensatedSum(sums.map((sum) => sum * sum))
  return ((clusters / (clusters - 1)) * squares) / rows / rows
}

function sumByCluster(influence: Float64Array, cluster: Int32Array): { sums: Float64Array; clusters: number } {
  const sums = new Float64Array(largest(cluster) + 1)
  cluster.forEach((code, row) => {
    sums[code] = (sums[code] as number) + (influence[row] as number)
  })
  return { sums, clusters: countClusters(cluster) }
}

function largest(cluster: Int32Array): number {
  let max = -1
  cluster.forEach((code, row) => {
    if (code < 0) throw new StatsError('OUT_OF_RANGE', `the cluster of row ${row} is ${code}; clusters are numbered from 0`)
    if (code > max) max = code
  })
  return max
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
