import type { PlacedClustering } from '../rows/clustering-rows.ts'
import { numbered } from './cross-table.ts'

/** Rows in space and their clusters, numbered by their first row. */
export interface Points {
  readonly width: number
  readonly values: ArrayLike<number>
  readonly clusterOfRow: Int32Array
  readonly clusters: number
}

export function pointsOf({ features, prediction }: PlacedClustering): Points {
  const { codes, count } = numbered(prediction)
  return { width: features.width, values: features.values, clusterOfRow: codes, clusters: count }
}

/** The mean of each cluster and of all rows, and their weights. */
export interface Centroids {
  /** clusters × width. */
  readonly ofCluster: Float64Array
  readonly ofAll: Float64Array
  readonly weight: Float64Array
  readonly total: number
  /** Rows and clusters whose weight is not 0. */
  readonly countedRows: number
  readonly countedClusters: number
}

export function centroidsOf({ width, values, clusterOfRow, clusters }: Points, weight: Float64Array | null): Centroids {
  const ofCluster = new Float64Array(clusters * width)
  const ofAll = new Float64Array(width)
  const weights = new Float64Array(clusters)
  let total = 0
  let countedRows = 0
  for (let row = 0; row < clusterOfRow.length; row++) {
    const own = weight ? (weight[row] as number) : 1
    if (own === 0) continue
    const cluster = clusterOfRow[row] as number
    countedRows++
    total += own
    weights[cluster] = (weights[cluster] as number) + own
    for (let at = 0; at < width; at++) {
      const part = own * (values[row * width + at] as number)
      ofCluster[cluster * width + at] = (ofCluster[cluster * width + at] as number) + part
      ofAll[at] = (ofAll[at] as number) + part
    }
  }
  for (let at = 0; at < ofCluster.length; at++) {
    const own = weights[Math.floor(at / width)] as number
    if (own > 0) ofCluster[at] = (ofCluster[at] as number) / own
  }
  for (let at = 0; at < width; at++) ofAll[at] = (ofAll[at] as number) / total
  let countedClusters = 0
  for (const own of weights) if (own > 0) countedClusters++
  return { ofCluster, ofAll, weight: weights, total, countedRows, countedClusters }
}

/** Squared distance of the point that starts at a place of one list from that of another. */
export function squaredDistance(first: ArrayLike<number>, from: number, second: ArrayLike<number>, start: number, width: number): number {
  let sum = 0
  for (let at = 0; at < width; at++) {
    const difference = (first[from + at] as number) - (second[start + at] as number)
    sum += difference * difference
  }
  return sum
}
