import { kindsWith, type Metric, metric, metricIds, type RowsKind } from '@seaworthy/metrics'
import { type FairnessMetric, fairnessIds, fairnessMetric } from './fairness.ts'
import { type ProbeKind, probeKind, probeKinds } from './probes.ts'

/** Anything that a gate can be put on. */
export type Gauge =
  /** Of rows and their truth. */
  | {
      readonly kind: 'metric'
      readonly id: string
      readonly title: string
      readonly better: Metric['better']
      readonly range: Range
      readonly metric: Metric
    }
  /** Of the groups that a column makes. */
  | {
      readonly kind: 'fairness'
      readonly id: string
      readonly title: string
      readonly better: Metric['better']
      readonly range: Range
      readonly metric: FairnessMetric
    }
  /** Of the running model. */
  | {
      readonly kind: 'probe'
      readonly id: string
      readonly title: string
      readonly better: Metric['better']
      readonly range: Range
      readonly probe: ProbeKind
    }
type Range = readonly [number, number]

/**
 * What a gate's name stands for, on rows of a kind: a metric, a measure of fairness, or a probe.
 * @throws {MetricsError} `UNKNOWN_METRIC` with the nearest name, `METRIC_PARAMETER`.
 */
export function gauge(id: string, kind: RowsKind): Gauge {
  const probe = probeKind(id)
  if (probe) return { kind: 'probe', id, title: probe.title, better: probe.better, range: probe.range, probe }
  const fair = fairnessMetric(id)
  if (fair && kind === 'binary') return { kind: 'fairness', id, title: fair.title, better: fair.better, range: fair.range, metric: fair }
  const found = metric(id, kind)
  return { kind: 'metric', id, title: found.title, better: found.better, range: found.range, metric: found }
}

/** Names that a kind of rows has, for lists and hints. */
export function gaugeIds(kind: RowsKind): readonly string[] {
  return [...metricIds(kind), ...(kind === 'binary' ? fairnessIds : []), ...probeKinds.map(({ id }) => id)]
}

/**
 * The kinds of rows that have a gauge of that id; a probe belongs to all.
 * @throws {MetricsError} `METRIC_PARAMETER`.
 */
export function kindsWithGauge(id: string, every: readonly RowsKind[]): readonly RowsKind[] {
  if (probeKind(id)) return every
  return fairnessMetric(id) ? ['binary'] : kindsWith(id)
}
