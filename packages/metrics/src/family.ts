import type { MetricOf } from './metric.ts'
import type { RowsKind } from './rows/rows.ts'

/** Metrics that differ in their parameters: one line of a catalogue, and of docs/metrics.md. */
export interface Family<Kind extends RowsKind> {
  /** How its ids are written: `f1[@THRESHOLD]`, `ece[_BINS]`. */
  readonly form: string
  /** Ids that lists and hints offer; the first is the default one. */
  readonly ids: readonly [string, ...string[]]
  /** What it reads besides the truth: `score`, `probability`, `prediction`, `quantiles`, … */
  readonly reads: string
  /** What it is, in one line. */
  readonly summary: string
  /** Where its definition stands: `sklearn.metrics.f1_score`. */
  readonly source: string
  /** What it does where it is not defined, or nearly not. */
  readonly edges: string
  /**
   * The metric of that id; null where the id is not of this family.
   * @throws {MetricsError} `METRIC_PARAMETER` for a parameter that it cannot have.
   */
  parse(id: string): MetricOf<Kind> | null
}

/** A family of one metric without parameters. */
export function single<Kind extends RowsKind>(
  metric: MetricOf<Kind>,
  about: Pick<Family<Kind>, 'reads' | 'summary' | 'source' | 'edges'>,
): Family<Kind> {
  return { form: metric.id, ids: [metric.id], ...about, parse: (id) => (id === metric.id ? metric : null) }
}
