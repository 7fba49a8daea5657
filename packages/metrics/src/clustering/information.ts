import type { MetricOf } from '../metric.ts'
import type { CrossTable } from './cross-table.ts'
import { countOf } from './cross-table.ts'
import { type TableGradient, tableMetric } from './table-metric.ts'

/** In nats. */
export interface Information {
  readonly mutual: number
  /** Entropy of the true groups, and of the clusters. */
  readonly truth: number
  readonly clustering: number
}

/** Derivatives of a value by the three. */
type ByInformation = Information

/**
 * Whether each cluster holds rows of one group alone: mutual information over the entropy of the groups (Rosenberg & Hirschberg, 2007);
 * 1 where there is one group.
 * @example homogeneity.measure(label [0, 0, 1, 1], prediction [0, 0, 1, 2]).value // 1
 */
export const homogeneity: MetricOf<'clustering'> = informationMetric({
  ...{ id: 'homogeneity', title: 'homogeneity' },
  value: ({ mutual, truth }) => (truth === 0 ? 1 : mutual / truth),
  slope: ({ mutual, truth }) => (truth === 0 ? null : { mutual: 1 / truth, truth: -mutual / truth ** 2, clustering: 0 }),
})

/**
 * Whether each group lies in one cluster: mutual information over the entropy of the clusters; 1 where there is one cluster.
 * @example completeness.measure(label [0, 0, 1, 1], prediction [0, 0, 1, 2]).value // 0.6666666666666666
 */
export const completeness: MetricOf<'clustering'> = informationMetric({
  ...{ id: 'completeness', title: 'completeness' },
  value: ({ mutual, clustering }) => (clustering === 0 ? 1 : mutual / clustering),
  slope: ({ mutual, clustering }) => (clustering === 0 ? null : { mutual: 1 / clustering, truth: 0, clustering: -mutual / clustering ** 2 }),
})

/** Harmonic mean of homogeneity and completeness: the same number as normalised mutual information. */
export const vMeasure: MetricOf<'clustering'> = informationMetric({ id: 'v_measure', title: 'V-measure', value: normalised, slope: normalisedSlope })

/**
 * Mutual information of groups and clusters over the mean of their entropies; 1 where both are a single group, 0 where one is.
 * @example normalizedMutualInfo.measure(label [0, 0, 1, 1], prediction [0, 0, 1, 2]).value // 0.8
 */
export const normalizedMutualInfo: MetricOf<'clustering'> = informationMetric({
  ...{ id: 'normalized_mutual_info', title: 'normalised mutual information' },
  value: normalised,
  slope: normalisedSlope,
})

function normalised({ mutual, truth, clustering }: Information): number {
  return truth + clustering === 0 ? 1 : (2 * mutual) / (truth + clustering)
}

function normalisedSlope({ mutual, truth, clustering }: Information): ByInformation | null {
  if (truth === 0 || clustering === 0) return null
  const both = truth + clustering
  const byEntropy = (-2 * mutual) / both ** 2
  return { mutual: 2 / both, truth: byEntropy, clustering: byEntropy }
}

interface InformationValue {
  readonly id: string
  readonly title: string
  value(information: Information): number
  slope(information: Information): ByInformation | null
}

function informationMetric({ id, title, value, slope }: InformationValue): MetricOf<'clustering'> {
  return tableMetric({
    ...{ id, title, range: [0, 1] },
    value: (table) => value(informationOf(table)),
    gradient(table) {
      const information = informationOf(table)
      const by = slope(information)
      return by && slopes(table, information, by)
    },
  })
}

export function informationOf(table: CrossTable): Information {
  const { cells, byGroup, byCluster, groupOfCell, clusterOfCell, total } = table
  const truth = entropyOf(byGroup, total)
  const clustering = entropyOf(byCluster, total)
  if (truth === 0 || clustering === 0) return { mutual: 0, truth, clustering }
  let mutual = 0
  for (let at = 0; at < cells.length; at++) {
    const cell = cells[at] as number
    if (cell === 0) continue
    const term =
      (cell / total) * surprise(cell, total, (byGroup[groupOfCell[at] as number] as number) * (byCluster[clusterOfCell[at] as number] as number))
    // As in scikit-learn, what is nothing but rounding does not count.
    if (Math.abs(term) >= Number.EPSILON) mutual += term
  }
  return { mutual: Math.max(0, mutual), truth, clustering }
}

function surprise(cell: number, total: number, product: number): number {
  return Math.log((cell * total) / product)
}

function entropyOf(sums: Float64Array, total: number): number {
  if (countOf(sums) < 2) return 0
  let entropy = 0
  for (const sum of sums) if (sum > 0) entropy -= (sum / total) * Math.log(sum / total)
  return entropy
}

function slopes(table: CrossTable, { mutual, truth, clustering }: Information, by: ByInformation): TableGradient {
  const { cells, byGroup, byCluster, groupOfCell, clusterOfCell, total } = table
  const byCell = cells.map((cell, at) => {
    if (cell === 0) return 0
    const group = byGroup[groupOfCell[at] as number] as number
    const cluster = byCluster[clusterOfCell[at] as number] as number
    const along = by.mutual * (surprise(cell, total, group * cluster) - mutual)
    return (along - by.truth * (Math.log(group / total) + truth) - by.clustering * (Math.log(cluster / total) + clustering)) / total
  })
  return { byCell, bySquares: 0 }
}
