import type { MetricOf } from '../metric.ts'
import { requireFeatures } from '../rows/clustering-rows.ts'
import { type Centroids, centroidsOf, type Points, pointsOf, squaredDistance } from './centroids.ts'
import { degenerateShape, hasShape, withoutShape } from './shape-warnings.ts'

/** Below it a distance is 0, as in scikit-learn. */
const nothing = 1e-8

/**
 * For each cluster the likeness to the one that it is most like, the sum of both mean distances from their centroids over the distance
 * of these, averaged over clusters (Davies & Bouldin, 1979): lower is better. 0 with `DEGENERATE` where all rows lie on their centroids,
 * or all centroids on one point.
 * @example daviesBouldin.measure(points 0, 1, 4, 5 on a line, prediction [0, 0, 1, 1]).value // 0.25
 */
export const daviesBouldin: MetricOf<'clustering'> = {
  ...{ id: 'davies_bouldin', title: 'Davies-Bouldin index', better: 'lower', range: [0, Infinity], inference: 'resampled' },
  measure(rows) {
    requireFeatures(rows)
    const points = pointsOf(rows)
    const centroids = centroidsOf(points, rows.weight)
    if (!hasShape(centroids.countedRows, centroids.countedClusters)) return withoutShape(centroids.countedRows, centroids.countedClusters)
    const value = likenessOf(points, rows.weight, centroids)
    const message = 'all rows lie on their centroids, or all centroids on one point'
    return { value: value ?? 0, influence: null, warnings: value === null ? degenerateShape(message) : [] }
  },
  reweigh(rows) {
    requireFeatures(rows)
    const points = pointsOf(rows)
    return (weight) => {
      const centroids = centroidsOf(points, weight)
      return hasShape(centroids.countedRows, centroids.countedClusters) ? (likenessOf(points, weight, centroids) ?? 0) : Number.NaN
    }
  },
}

/** Null where all spreads or all distances are 0. */
function likenessOf(points: Points, weight: Float64Array | null, { ofCluster, weight: weights }: Centroids): number | null {
  const { width } = points
  const spread = spreads(points, weight, { ofCluster, weight: weights })
  const counted = [...weights.keys()].filter((cluster) => (weights[cluster] as number) > 0)
  let sum = 0
  let farthest = 0
  for (const one of counted) {
    let most = 0
    for (const other of counted) {
      const distance = Math.sqrt(squaredDistance(ofCluster, one * width, ofCluster, other * width, width))
      farthest = Math.max(farthest, distance)
      if (distance > 0) most = Math.max(most, ((spread[one] as number) + (spread[other] as number)) / distance)
    }
    sum += most
  }
  const isDegenerate = farthest <= nothing || counted.every((cluster) => (spread[cluster] as number) <= nothing)
  return isDegenerate ? null : sum / counted.length
}

/** Mean distance of the rows of each cluster from its centroid. */
function spreads(
  { values, clusterOfRow, clusters, width }: Points,
  weight: Float64Array | null,
  of: Pick<Centroids, 'ofCluster' | 'weight'>,
): Float64Array {
  const spread = new Float64Array(clusters)
  for (let row = 0; row < clusterOfRow.length; row++) {
    const own = weight ? (weight[row] as number) : 1
    if (own === 0) continue
    const cluster = clusterOfRow[row] as number
    spread[cluster] = (spread[cluster] as number) + own * Math.sqrt(squaredDistance(values, row * width, of.ofCluster, cluster * width, width))
  }
  return spread.map((sum, cluster) => (sum === 0 ? 0 : sum / (of.weight[cluster] as number)))
}
