import type { MetricOf } from '../metric.ts'
import { requireWritten, type TextRows } from '../rows/text-rows.ts'
import { reweighMean } from '../unit-sums.ts'
import { weightedMean } from '../weighted-mean.ts'

export interface DocumentValue extends Pick<MetricOf<'text'>, 'id' | 'title' | 'range' | 'inference'> {
  /** Of one document and one reference; of several references the best counts. */
  of(prediction: string, reference: string): number
}

/** The mean over documents, each by its weight: higher is better. */
export function documentMetric({ of, ...about }: DocumentValue): MetricOf<'text'> {
  const values = (rows: TextRows) => {
    requireWritten(rows)
    const { prediction, reference } = rows
    return Float64Array.from(prediction, (text, at) => bestOf(text, reference[at] as readonly string[], of))
  }
  return {
    ...about,
    better: 'higher',
    measure: (rows) => ({ ...weightedMean(values(rows), rows.weight), warnings: [] }),
    reweigh: (rows) => reweighMean(values(rows)),
  }
}

function bestOf(prediction: string, references: readonly string[], of: DocumentValue['of']): number {
  return references.reduce((best, reference) => Math.max(best, of(prediction, reference)), 0)
}
