import type { MonitorBody } from '@seaworthy/record'
import { clusterHalfWidth, smallestClusters } from './cluster-half-width.ts'
import { MonitoringError } from './errors.ts'

export type Calibration = NonNullable<MonitorBody['calibration']>

/** A gap of a tenth of the rarer class's rate matters. */
export const calibrationThreshold = 0.1

/**
 * Mean prediction minus observed rate on mature labels, with a t interval (95 %) over clusters, since rows of one day share
 * their weather. It has drifted when the interval excludes zero **and** the gap is at least a tenth of the rarer class's rate,
 * from ten clusters on; on half a million rows chance alone is no excuse, and a hair's breadth no reason.
 * @param options.label 0 or 1. @param options.score P(positive). @param options.cluster codes 0..G-1; null takes rows as independent.
 * @throws {MonitoringError} `LABELS_MISSING` without a row, `LENGTHS_DIFFER`, `VALUE_NOT_FINITE` with the row.
 */
export function calibrationGap(options: {
  readonly label: Float64Array
  readonly score: Float64Array
  readonly cluster: Int32Array | null
}): Calibration {
  const { label, score, cluster } = options
  refuseUnusable(options)
  const observed = mean(label)
  const predicted = mean(score)
  const gap = predicted - observed
  const influence = score.map((value, row) => value - (label[row] ?? 0) - gap)
  const { half, clusters } = clusterHalfWidth({ influence, cluster })
  const interval = [gap - (half ?? 1), gap + (half ?? 1)] as const
  const matters = Math.abs(gap) >= calibrationThreshold * Math.min(observed, 1 - observed)
  const drifted = clusters >= smallestClusters && matters && (interval[0] > 0 || interval[1] < 0)
  return { observed, predicted, gap, interval, clusters, drifted }
}

function refuseUnusable({ label, score, cluster }: { label: Float64Array; score: Float64Array; cluster: Int32Array | null }): void {
  if (label.length === 0) {
    throw new MonitoringError('LABELS_MISSING', 'there is no row with a label', { hint: 'monitor a window whose labels have arrived' })
  }
  if (score.length !== label.length || (cluster && cluster.length !== label.length)) {
    const lengths = `${label.length} labels, ${score.length} scores${cluster ? `, ${cluster.length} clusters` : ''}`
    throw new MonitoringError('LENGTHS_DIFFER', lengths)
  }
  const row = label.findIndex((value, at) => !Number.isFinite(value) || !Number.isFinite(score[at]))
  if (row >= 0) throw new MonitoringError('VALUE_NOT_FINITE', `row ${row}: label ${label[row]}, score ${score[row]}`)
}

function mean(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0) / values.length
}
