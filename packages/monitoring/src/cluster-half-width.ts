import { clusteredEstimate, countClusters, tQuantile } from '@seaworthy/stats'

/** With fewer clusters than this an interval says little: the number is printed, and nothing concluded. */
export const smallestClusters = 10

/**
 * Half the width of a 95 % t interval over clusters, from one influence value per row.
 * Null where a single cluster says nothing about the variance between clusters.
 */
export function clusterHalfWidth(rows: { readonly influence: Float64Array; readonly cluster: Int32Array | null }): {
  readonly half: number | null
  readonly clusters: number
} {
  const { influence, cluster } = rows
  const clusters = cluster ? countClusters(cluster) : influence.length
  if (clusters < 2) return { half: null, clusters }
  const estimate = clusteredEstimate({ influence, cluster })
  return { half: tQuantile(0.975, estimate.degreesOfFreedom) * estimate.standardError, clusters }
}
