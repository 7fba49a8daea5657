import type { MonitorBody } from '@seaworthy/record'
import { clusterHalfWidth, smallestClusters } from './cluster-half-width.ts'
import { MonitoringError } from './errors.ts'

export type Performance = MonitorBody['performance'][number]

/**
 * A metric on new, mature labels against the same metric at the release. The two were measured on different rows, so their
 * variances add; where the release kept no interval its value is taken as exact. `decayed` when the loss is shown (95 %, t over
 * clusters) to exceed `margin`, from ten clusters on.
 * @param options.influence one value per row whose clustered sum gives the standard error, as the metrics package returns it.
 * @throws {MonitoringError} `LABELS_MISSING` without rows, `VALUE_NOT_FINITE` when a value is not a number.
 */
export function realisedPerformance(options: {
  readonly metric: string
  readonly better: 'higher' | 'lower'
  readonly released: { readonly value: number; readonly interval: readonly [number, number] | null }
  readonly realised: { readonly value: number; readonly influence: Float64Array }
  readonly cluster: Int32Array | null
  /** Loss that is tolerated, in the metric's unit. @default 0 */
  readonly margin?: number
}): Performance {
  const { metric, better, released, realised, cluster, margin = 0 } = options
  if (realised.influence.length === 0) throw new MonitoringError('LABELS_MISSING', `${metric}: there is no row with a label`)
  for (const [what, value] of [['released', released.value] as const, ['realised', realised.value] as const]) {
    if (!Number.isFinite(value)) throw new MonitoringError('VALUE_NOT_FINITE', `${metric}: the ${what} value is ${value}`)
  }
  const { half, clusters } = clusterHalfWidth({ influence: realised.influence, cluster })
  const width = half ?? Math.abs(realised.value)
  const releasedHalf = released.interval ? (released.interval[1] - released.interval[0]) / 2 : 0
  const gain = better === 'higher' ? realised.value - released.value : released.value - realised.value
  return {
    metric,
    better,
    released: released.value,
    releasedInterval: released.interval,
    realised: realised.value,
    interval: [realised.value - width, realised.value + width],
    decayed: clusters >= smallestClusters && gain + Math.hypot(width, releasedHalf) < -margin,
  }
}
