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
  /** Of results of another tool, which alone knows how it is computed. */
  | { readonly kind: 'declared'; readonly id: string; readonly title: string; readonly better: Metric['better']; readonly range: Range }
type Range = readonly [number, number]

/** Of names that only another tool knows: which way is better. */
export type Declared = Readonly<Record<string, Metric['better']>>

/**
 * What a gate's name stands for, on rows of a kind: a metric, a measure of fairness, a probe, or what was declared.
 * @throws {MetricsError} `UNKNOWN_METRIC` with the nearest name, `METRIC_PARAMETER`.
 */
export function gauge(id: string, kind: RowsKind, declared: Declared = {}): Gauge {
  const better = Object.hasOwn(declared, id) ? declared[id] : undefined
  if (better !== undefined) return { kind: 'declared', id, title: id, better, range: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] }
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
