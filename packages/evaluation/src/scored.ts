import { type Codes, type Rows, selectUnits, unitsOf } from '@seaworthy/metrics'
import { EvaluationError } from './errors.ts'

/** A column of few values: per unit, the place of its value in `values`. */
export interface CodedColumn {
  readonly column: string
  readonly codes: Codes
  readonly values: readonly string[]
}

/** What two models said of the same units in the same order: position is identity, so every comparison is paired. */
export interface ScoredRows {
  readonly candidate: Rows
  readonly baseline: Rows | null
  /** What further models of the same recipe said, trained with other seeds: then the recipe is judged, not one model. */
  readonly repeats?: readonly Rows[]
  /** The unit of inference, numbered from 0; null where the units are independent. */
  readonly cluster: Int32Array | null
  /** The clusters are stretches of time, numbered in its order: neighbours may hang together. */
  readonly ordered?: boolean
}

export interface Scored extends ScoredRows {
  readonly slices: readonly CodedColumn[]
}

/**
 * Refuses rows that do not belong together. What the metrics refuse (NaN, no rows) they refuse themselves.
 * @throws {EvaluationError} `LENGTH_MISMATCH`, `KIND_MISMATCH`, `CODE_INVALID` with the row.
 */
export function requireScored({ candidate, baseline, repeats = [], cluster, slices }: Scored): void {
  const rows = unitsOf(candidate)
  if (baseline && baseline.kind !== candidate.kind)
    throw new EvaluationError('KIND_MISMATCH', `the candidate's rows are ${candidate.kind}, the baseline's ${baseline.kind}`)
  if (baseline) requireLength('scores of the baseline', unitsOf(baseline), rows)
  for (const repeat of repeats) requireLength('scores of a repeat', unitsOf(repeat), rows)
  if (cluster) requireCodes('cluster', cluster, { rows, below: Number.POSITIVE_INFINITY })
  for (const { column, codes, values } of slices) requireCodes(`slice column "${column}"`, codes, { rows, below: values.length })
}

/** The units at some places, of both models. */
export function scoredAt({ candidate, baseline, repeats = [], cluster, ordered = false }: ScoredRows, units: Uint32Array): ScoredRows {
  return {
    ordered,
    candidate: selectUnits(candidate, units),
    baseline: baseline && selectUnits(baseline, units),
    repeats: repeats.map((repeat) => selectUnits(repeat, units)),
    cluster: cluster && codesAt(cluster, units),
  }
}

function codesAt(codes: Int32Array, units: Uint32Array): Int32Array {
  const into = new Int32Array(units.length)
  for (let at = 0; at < units.length; at++) into[at] = codes[units[at] as number] as number
  return into
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

/** The sum of some values by cluster, in the order of the clusters' numbers. */
export function sumsByCluster(values: Float64Array, cluster: Int32Array): Float64Array {
  const sums = new Float64Array(cluster.reduce((most, code) => Math.max(most, code), -1) + 1)
  for (let row = 0; row < values.length; row++) {
    const code = cluster[row] as number
    sums[code] = (sums[code] as number) + (values[row] as number)
  }
  return sums
}

function requireLength(what: string, length: number, rows: number): void {
  if (length !== rows) throw new EvaluationError('LENGTH_MISMATCH', `there are ${length} ${what} for ${rows} rows`)
}

function requireCodes(what: string, codes: Codes, { rows, below }: { rows: number; below: number }): void {
  requireLength(`codes of ${what}`, codes.length, rows)
  const row = codes.findIndex((code) => code < 0 || code >= below)
  if (row >= 0)
    throw new EvaluationError('CODE_INVALID', `${what}: row ${row} has code ${codes[row]}`, { hint: 'give missing values a code of their own' })
}
