import type { Measurement, MetricOf, MetricWarning } from '../metric.ts'
import { requireFeatures } from '../rows/clustering-rows.ts'
import { type Points, pointsOf, squaredDistance } from './centroids.ts'
import { numbered } from './cross-table.ts'
import { hasShape, withoutShape } from './shape-warnings.ts'

/** Every pair of rows is compared up to here; of more, as many at equal steps through the file. */
const maxRows = 10_000

/**
 * How much nearer the rows of its own cluster are to a row than those of the nearest other one, averaged over rows (Rousseeuw, 1987): for
 * each (b - a) / max(a, b) of the two mean Euclidean distances; 0 for a row alone in its cluster. Weights weigh rows and distances. Of
 * more than 10,000 rows as many are taken at equal steps, with `SAMPLED`; all distances are among these.
 * @example silhouette.measure(points 0, 1, 4, 5 on a line, prediction [0, 0, 1, 1]).value // 0.7460317460317460, the mean of 7/9 and 5/7
 */
export const silhouette: MetricOf<'clustering'> = {
  ...{ id: 'silhouette', title: 'silhouette', better: 'higher', range: [-1, 1], inference: 'influence' },
  measure(rows) {
    requireFeatures(rows)
    const points = pointsOf(rows)
    const counted = Uint32Array.from(points.clusterOfRow.keys()).filter((row) => rows.weight?.[row] !== 0)
    const taken =
      counted.length <= maxRows
        ? counted
        : Uint32Array.from({ length: maxRows }, (_, at) => counted[Math.floor((at * counted.length) / maxRows)] as number)
    const clusters = new Set(Array.from(taken, (row) => points.clusterOfRow[row])).size
    if (!hasShape(taken.length, clusters)) return withoutShape(taken.length, clusters)
    return measureSample(points, rows.weight, { taken, counted: counted.length })
  },
}

interface Sample {
  readonly taken: Uint32Array
  readonly counted: number
}

/** The mean over the rows taken; others have no influence, and those taken as much more. */
function measureSample({ width, values, clusterOfRow }: Points, weight: Float64Array | null, { taken, counted }: Sample): Measurement {
  const { codes, count } = numbered(Array.from(taken, (row) => clusterOfRow[row] as number))
  const coordinates = new Float64Array(taken.length * width)
  taken.forEach((row, at) => {
    for (let column = 0; column < width; column++) coordinates[at * width + column] = values[row * width + column] as number
  })
  const own = Float64Array.from(taken, (row) => (weight ? (weight[row] as number) : 1))
  const { value, slopes } = silhouettes({ width, coordinates, codes, clusters: count, own })
  const influence = new Float64Array(clusterOfRow.length)
  taken.forEach((row, at) => {
    influence[row] = influence.length * (own[at] as number) * (slopes[at] as number)
  })
  return { value, influence, warnings: sampled(taken.length, counted) }
}

function sampled(taken: number, counted: number): readonly MetricWarning[] {
  if (taken === counted) return []
  return [{ code: 'SAMPLED', message: `every pair of ${taken} of ${counted} rows was compared, taken at equal steps` }]
}

interface Compared {
  readonly width: number
  readonly coordinates: Float64Array
  readonly codes: Int32Array
  readonly clusters: number
  readonly own: Float64Array
}

/** The mean, and its derivative by the weight of each row: through its own silhouette's share, and as part of the others' distances. */
function silhouettes(compared: Compared): { readonly value: number; readonly slopes: Float64Array } {
  const { codes, own, clusters } = compared
  const ofCluster = new Float64Array(clusters)
  let total = 0
  codes.forEach((cluster, row) => {
    ofCluster[cluster] = (ofCluster[cluster] as number) + (own[row] as number)
    total += own[row] as number
  })
  const size = new Uint32Array(clusters)
  for (const cluster of codes) size[cluster] = (size[cluster] as number) + 1
  const single = new Float64Array(codes.length)
  const slopes = new Float64Array(codes.length)
  const distance = new Float64Array(codes.length)
  let value = 0
  for (let row = 0; row < codes.length; row++) {
    if (size[codes[row] as number] === 1) continue
    const means = meanDistances(compared, { row, distance, ofCluster })
    single[row] = addSlopes(compared, { row, distance, means, scale: (own[row] as number) / total }, slopes)
    value += ((own[row] as number) / total) * (single[row] as number)
  }
  return { value, slopes: slopes.map((slope, row) => slope + ((single[row] as number) - value) / total) }
}

interface MeanDistances {
  readonly inside: number
  /** Weight of the other rows of the own cluster. */
  readonly insideWeight: number
  readonly outside: number
  readonly outsideWeight: number
  readonly nearest: number
}

function meanDistances(compared: Compared, at: { row: number; distance: Float64Array; ofCluster: Float64Array }): MeanDistances {
  const { width, coordinates, codes, own, clusters } = compared
  const { row, distance, ofCluster } = at
  const sums = new Float64Array(clusters)
  for (let other = 0; other < codes.length; other++) {
    const apart = other === row ? 0 : Math.sqrt(squaredDistance(coordinates, row * width, coordinates, other * width, width))
    distance[other] = apart
    sums[codes[other] as number] = (sums[codes[other] as number] as number) + (own[other] as number) * apart
  }
  const cluster = codes[row] as number
  let nearest = -1
  let outside = Infinity
  for (let one = 0; one < clusters; one++) {
    const mean = (sums[one] as number) / (ofCluster[one] as number)
    if (one !== cluster && mean < outside) {
      outside = mean
      nearest = one
    }
  }
  const insideWeight = (ofCluster[cluster] as number) - (own[row] as number)
  return { inside: (sums[cluster] as number) / insideWeight, insideWeight, outside, outsideWeight: ofCluster[nearest] as number, nearest }
}

interface Slope {
  readonly row: number
  readonly distance: Float64Array
  readonly means: MeanDistances
  readonly scale: number
}

/** The row's silhouette; adds its derivative by the weights of the others, scaled. */
function addSlopes({ codes }: Compared, { row, distance, means, scale }: Slope, slopes: Float64Array): number {
  const { inside, insideWeight, outside, outsideWeight, nearest } = means
  const larger = Math.max(inside, outside)
  if (larger === 0) return 0
  const byInside = (scale * (inside < outside ? -1 / outside : -outside / inside ** 2)) / insideWeight
  const byOutside = (scale * (inside < outside ? inside / outside ** 2 : 1 / inside)) / outsideWeight
  const cluster = codes[row] as number
  for (let other = 0; other < codes.length; other++) {
    if (codes[other] === cluster) {
      if (other !== row) slopes[other] = (slopes[other] as number) + byInside * ((distance[other] as number) - inside)
    } else if (codes[other] === nearest) slopes[other] = (slopes[other] as number) + byOutside * ((distance[other] as number) - outside)
  }
  return (outside - inside) / larger
}
