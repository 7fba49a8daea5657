import type { Measurement, MetricOf } from '../metric.ts'
import { requireFeatures } from '../rows/clustering-rows.ts'
import { type Centroids, centroidsOf, type Points, pointsOf, squaredDistance } from './centroids.ts'
import { degenerateShape, hasShape, withoutShape } from './shape-warnings.ts'

/**
 * Variance between clusters over variance within them, each by its degrees of freedom (Caliński & Harabasz, 1974). Weights weigh both
 * variances; the rows that count are still counted once, and in a resample all of them. 1 with `DEGENERATE` where no row lies off its
 * centroid, as in scikit-learn.
 * @example calinskiHarabasz.measure(points 0, 1, 4, 5 on a line, prediction [0, 0, 1, 1]).value // 32
 */
export const calinskiHarabasz: MetricOf<'clustering'> = {
  ...{ id: 'calinski_harabasz', title: 'Calinski-Harabasz index', better: 'higher', range: [0, Infinity], inference: 'influence' },
  measure(rows) {
    requireFeatures(rows)
    return measureVariances(pointsOf(rows), rows.weight)
  },
  reweigh(rows) {
    requireFeatures(rows)
    const points = pointsOf(rows)
    return (weight) => {
      const centroids = centroidsOf(points, weight)
      const { countedClusters, countedRows } = centroids
      if (!hasShape(countedRows, countedClusters)) return Number.NaN
      const { within, between } = variances(points, weight, centroids)
      return within === 0 ? 1 : ((between / within) * (weight.length - countedClusters)) / (countedClusters - 1)
    }
  },
}

function measureVariances(points: Points, weight: Float64Array | null): Measurement {
  const centroids = centroidsOf(points, weight)
  const { ofAll, ofCluster, countedRows, countedClusters } = centroids
  if (!hasShape(countedRows, countedClusters)) return withoutShape(countedRows, countedClusters)
  const { within, between } = variances(points, weight, centroids)
  if (within === 0) return { value: 1, influence: null, warnings: degenerateShape('every row lies on the centroid of its cluster') }
  const { values, clusterOfRow, width } = points
  const freedom = (countedRows - countedClusters) / (countedClusters - 1)
  const influence = Float64Array.from(clusterOfRow, (cluster, row) => {
    const own = squaredDistance(values, row * width, ofCluster, cluster * width, width)
    const whole = squaredDistance(values, row * width, ofAll, 0, width)
    const slope = (freedom * (whole - own - (between / within) * own)) / within
    return clusterOfRow.length * (weight ? (weight[row] as number) : 1) * slope
  })
  return { value: (between / within) * freedom, influence, warnings: [] }
}

function variances({ values, clusterOfRow, width }: Points, weight: Float64Array | null, centroids: Centroids) {
  const { ofCluster, ofAll } = centroids
  let within = 0
  clusterOfRow.forEach((cluster, row) => {
    within += (weight ? (weight[row] as number) : 1) * squaredDistance(values, row * width, ofCluster, cluster * width, width)
  })
  let between = 0
  centroids.weight.forEach((own, cluster) => {
    if (own > 0) between += own * squaredDistance(ofCluster, cluster * width, ofAll, 0, width)
  })
  return { within, between }
}
