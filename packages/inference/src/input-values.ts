import type { BatchColumn } from './batch.ts'
import { InferenceError } from './errors.ts'
import type { InputType } from './input-plan.ts'

/** Where a value stands, for the error that names it: `firstRow` is the number of the batch's first row. */
export interface Place {
  readonly column: string
  readonly firstRow: number
}

export type InputValues =
  | { readonly type: 'float32'; readonly data: Float32Array }
  | { readonly type: 'float64'; readonly data: Float64Array }
  | { readonly type: 'int64'; readonly data: BigInt64Array }
  | { readonly type: 'int32'; readonly data: Int32Array }
  | { readonly type: 'bool'; readonly data: Uint8Array }
  | { readonly type: 'string'; readonly data: string[] }

const int32Limit = 2 ** 31

/**
 * A column as the element type that the model wants. Missing numbers stay NaN in float inputs, where models may know
 * them; integers, booleans and strings have no such value, so a missing one is refused with its row.
 * @throws {InferenceError} `INPUT_TYPE`, `INPUT_VALUE`
 */
export function inputValues(type: InputType, column: BatchColumn, place: Place): InputValues {
  if (column.kind === 'string') {
    if (type === 'string') return { type, data: presentStrings(column.data, place) }
    throw wrongKind({ column: place.column, actual: 'strings', type })
  }
  switch (type) {
    case 'float32':
      return { type, data: Float32Array.from(column.data) }
    case 'float64':
      return { type, data: column.data }
    case 'int64':
      return { type, data: BigInt64Array.from(integers(column.data, place, Number.MAX_SAFE_INTEGER), BigInt) }
    case 'int32':
      return { type, data: Int32Array.from(integers(column.data, place, int32Limit - 1)) }
    case 'bool':
      return { type, data: Uint8Array.from(booleans(column.data, place)) }
    case 'string':
      throw wrongKind({ column: place.column, actual: 'numbers', type })
  }
}

function presentStrings(data: readonly (string | null)[], place: Place): string[] {
  return data.map((value, row) => {
    if (value === null) throw wrongValue(place, row, 'is missing, and a string input cannot be')
    return value
  })
}

function integers(data: Float64Array, place: Place, limit: number): Float64Array {
  const row = data.findIndex((value) => !Number.isInteger(value) || Math.abs(value) > limit)
  if (row >= 0) throw wrongValue(place, row, `is ${data[row]}, not an integer that the input can hold`)
  return data
}

function booleans(data: Float64Array, place: Place): Float64Array {
  const row = data.findIndex((value) => value !== 0 && value !== 1)
  if (row >= 0) throw wrongValue(place, row, `is ${data[row]}, not a boolean`)
  return data
}

export function wrongKind({ column, actual, type }: { column: string; actual: string; type: InputType }): InferenceError {
  return new InferenceError('INPUT_TYPE', `column "${column}" holds ${actual}, the model's input takes ${type}`, {
    hint: 'train on the type that the data have, or change the type in the data',
  })
}

function wrongValue({ column, firstRow }: Place, row: number, what: string): InferenceError {
  return new InferenceError('INPUT_VALUE', `column "${column}" row ${firstRow + row} ${what}`, {
    hint: 'mend the data, or train a model that allows it',
  })
}
