import { MetricsError, type MetricsErrorCode } from '../errors.ts'

/** @throws {MetricsError} `LENGTH_MISMATCH`. */
export function requireLength(length: number, what: string, rows: number): void {
  if (length !== rows) throw new MetricsError('LENGTH_MISMATCH', `${rows} labels have ${length} ${what}`)
}

/** @throws {MetricsError} `LENGTH_MISMATCH`, `WEIGHT_INVALID`. */
export function requireWeight(weight: Float64Array, units: number): void {
  requireLength(weight.length, 'weights', units)
  refuseAt(
    weight.findIndex((value) => !(value >= 0 && value < Infinity)),
    'WEIGHT_INVALID',
    (row) => `the weight of row ${row} is ${weight[row]}`,
  )
  if (weight.every((value) => value === 0)) throw new MetricsError('WEIGHT_INVALID', 'every weight is 0')
}

/** Throws where a place was found: at least 0. */
export function refuseAt(row: number, code: MetricsErrorCode, message: (row: number) => string): void {
  if (row >= 0) throw new MetricsError(code, message(row), { hint: 'rows are counted from 0; mend or remove the row: nothing is dropped silently' })
}
