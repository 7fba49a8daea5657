import type { MetricWarning } from '../metric.ts'
import type { Cells } from './cells.ts'

/** What rows can be without, that a metric of counts divides by. */
export type Absence = 'ONE_CLASS' | 'NO_POSITIVES' | 'NO_NEGATIVES' | 'NO_PREDICTED_POSITIVES' | 'NO_PREDICTED_NEGATIVES'

const isAbsent: { readonly [Code in Absence]: (cells: Cells) => boolean } = {
  ONE_CLASS: ({ tn, fp, fn, tp }) => tp + fn === 0 || tn + fp === 0,
  NO_POSITIVES: ({ fn, tp }) => tp + fn === 0,
  NO_NEGATIVES: ({ tn, fp }) => tn + fp === 0,
  NO_PREDICTED_POSITIVES: ({ fp, tp }) => tp + fp === 0,
  NO_PREDICTED_NEGATIVES: ({ tn, fn }) => tn + fn === 0,
}

const message: { readonly [Code in Absence]: string } = {
  ONE_CLASS: 'all rows that count have one label',
  NO_POSITIVES: 'no row that counts has label 1',
  NO_NEGATIVES: 'no row that counts has label 0',
  NO_PREDICTED_POSITIVES: 'no row that counts is predicted as 1',
  NO_PREDICTED_NEGATIVES: 'no row that counts is predicted as 0',
}

/** What the rows lack of what a metric reads; `DEGENERATE` where it is undefined, or a convention that none of these explains. */
export function countWarnings(reads: readonly Absence[], about: { cells: Cells; value: number; isSmooth: boolean }): readonly MetricWarning[] {
  const absent: MetricWarning[] = reads.filter((code) => isAbsent[code](about.cells)).map((code) => ({ code, message: message[code] }))
  if (Number.isNaN(about.value)) return [...absent, { code: 'DEGENERATE', message: 'a denominator is 0 on these rows' }]
  if (about.isSmooth || absent.length > 0) return absent
  return [{ code: 'DEGENERATE', message: `a denominator is 0 on these rows: ${about.value} by convention` }]
}
