import { EvaluationError } from './errors.ts'

/** A column of few values: per row, the place of its value in `values`. */
export interface CodedColumn {
  readonly column: string
  readonly codes: Int32Array
  readonly values: readonly string[]
}

/** Labels and scores of the same rows in the same order: position is identity, so every comparison is paired. */
export interface ScoredRows {
  readonly label: Float64Array
  readonly candidate: Float64Array
  readonly baseline: Float64Array | null
  /** The unit of inference, numbered from 0; null where rows are independent. */
  readonly cluster: Int32Array | null
}

export interface Scored extends ScoredRows {
  readonly n: number
  readonly slices: readonly CodedColumn[]
}

/**
 * Refuses rows that do not belong together. What the metrics refuse (NaN, no rows) they refuse themselves.
 * @throws {EvaluationError} `LENGTH_MISMATCH`, `CODE_INVALID` with the row.
 */
export function requireScored({ n, label, candidate, baseline, cluster, slices }: Scored): void {
  requireLength('labels', label.length, n)
  requireLength('scores of the candidate', candidate.length, n)
  if (baseline) requireLength('scores of the baseline', baseline.length, n)
  if (cluster) requireCodes('cluster', cluster, { rows: n, below: Number.POSITIVE_INFINITY })
  for (const { column, codes, values } of slices) requireCodes(`slice column "${column}"`, codes, { rows: n, below: values.length })
}

/**
 * The slice column of that name.
 * @throws {EvaluationError} `UNKNOWN_SLICE_COLUMN`.
 */
export function sliceColumn(scored: Scored, name: string): CodedColumn {
  const found = scored.slices.find(({ column }) => column === name)
  if (found) return found
  const known = scored.slices.map(({ column }) => column).join(', ') || '(none)'
  throw new EvaluationError('UNKNOWN_SLICE_COLUMN', `a gate is cut by "${name}", which is no column of the scored rows`, {
    hint: `they have: ${known}`,
  })
}

function requireLength(what: string, length: number, rows: number): void {
  if (length !== rows) throw new EvaluationError('LENGTH_MISMATCH', `there are ${length} ${what} for ${rows} rows`)
}

function requireCodes(what: string, codes: Int32Array, { rows, below }: { rows: number; below: number }): void {
  requireLength(`codes of ${what}`, codes.length, rows)
  const row = codes.findIndex((code) => code < 0 || code >= below)
  if (row >= 0)
    throw new EvaluationError('CODE_INVALID', `${what}: row ${row} has code ${codes[row]}`, { hint: 'give missing values a code of their own' })
}
