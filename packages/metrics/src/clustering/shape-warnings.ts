import type { Measurement, MetricWarning } from '../metric.ts'

/** Whether a measure without truth is defined: at least two clusters, and one of more than one row. */
export function hasShape(rows: number, clusters: number): boolean {
  return clusters >= 2 && clusters < rows
}

/** What is measured where it is not. */
export function withoutShape(rows: number, clusters: number): Measurement {
  const message = `${rows} rows that count are in ${clusters} ${clusters === 1 ? 'cluster' : 'clusters'}: it takes at least two, and one of more than one row`
  return { value: Number.NaN, influence: null, warnings: [{ code: 'DEGENERATE', message }] }
}

export function degenerateShape(message: string): readonly MetricWarning[] {
  return [{ code: 'DEGENERATE', message }]
}
