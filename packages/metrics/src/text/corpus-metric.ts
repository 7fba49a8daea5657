import type { MetricOf, MetricWarning } from '../metric.ts'
import { requireWritten, type TextRows } from '../rows/text-rows.ts'
import { type FunctionOfSums, measureSums, reweighSums, type UnitSums, weightedSums } from '../unit-sums.ts'

export interface CorpusValue extends Pick<MetricOf<'text'>, 'id' | 'title' | 'better' | 'range'> {
  /** How many numbers are kept of each document. */
  readonly width: number
  /** What is counted of one document. */
  count(prediction: string, references: readonly string[]): ArrayLike<number>
  /** The value of the counts of all documents. */
  readonly of: FunctionOfSums
  /** On the counts of all documents, and of each. */
  warn?(sums: Float64Array, counts: UnitSums): readonly MetricWarning[]
}

/** A value of counts that are summed over documents, each by its weight: not the mean of the documents' own values. */
export function corpusMetric({ width, count, of, warn, ...about }: CorpusValue): MetricOf<'text'> {
  const counted = (rows: TextRows): UnitSums => {
    requireWritten(rows)
    const { prediction, reference } = rows
    const values = new Float64Array(prediction.length * width)
    prediction.forEach((text, at) => {
      values.set(count(text, reference[at] as readonly string[]), at * width)
    })
    return { width, values }
  }
  return {
    ...about,
    inference: 'influence',
    measure(rows) {
      const counts = counted(rows)
      return { ...measureSums(counts, rows.weight, of), warnings: warn?.(weightedSums(counts, rows.weight), counts) ?? [] }
    },
    reweigh: (rows) => reweighSums(counted(rows), of),
  }
}
