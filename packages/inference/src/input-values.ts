import type { BatchColumn } from './batch.ts'
import { InferenceError } from './errors.ts'
import { halfBits, halfOverflow } from './half.ts'

/** The element types that columns of data can become, as ONNX Runtime names them. */
export const inputTypes = [
  'float32',
  'float64',
  'float16',
  'int64',
  'int32',
  'int16',
  'int8',
  'uint64',
  'uint32',
  'uint16',
  'uint8',
  'string',
  'bool',
] as const
export type InputType = (typeof inputTypes)[number]

/** Elements of a tensor, row by row. Half precision is kept as its bits. */
export type InputValues =
  | Float32Array
  | Float64Array
  | BigInt64Array
  | BigUint64Array
  | Int32Array
  | Int16Array
  | Int8Array
  | Uint32Array
  | Uint16Array
  | Uint8Array
  | string[]

/** Where values go: to one column of a matrix that is `width` wide. */
export interface Place {
  readonly column: string
  /** The number of the batch's first row, for the error that names one. */
  readonly firstRow: number
  readonly at: number
  readonly width: number
}

const wholeNumbers: Partial<Record<InputType, readonly [number, number]>> = {
  int64: [-Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  uint64: [0, Number.MAX_SAFE_INTEGER],
  int32: [-(2 ** 31), 2 ** 31 - 1],
  uint32: [0, 2 ** 32 - 1],
  int16: [-(2 ** 15), 2 ** 15 - 1],
  uint16: [0, 2 ** 16 - 1],
  int8: [-128, 127],
  uint8: [0, 255],
  bool: [0, 1],
}

/** Room for some elements of a type. */
export function emptyValues(type: InputType, size: number): InputValues {
  switch (type) {
    case 'float32':
      return new Float32Array(size)
    case 'float64':
      return new Float64Array(size)
    case 'int64':
      return new BigInt64Array(size)
    case 'uint64':
      return new BigUint64Array(size)
    case 'int32':
      return new Int32Array(size)
    case 'int16':
      return new Int16Array(size)
    case 'int8':
      return new Int8Array(size)
    case 'uint32':
      return new Uint32Array(size)
    case 'float16':
    case 'uint16':
      return new Uint16Array(size)
    case 'uint8':
    case 'bool':
      return new Uint8Array(size)
    case 'string':
      return new Array<string>(size)
  }
}

/**
 * Writes a column into a tensor's elements. Missing numbers stay NaN in float inputs, where models may know them;
 * integers, booleans and strings have no such value, so a missing one is refused with its row.
 * @throws {InferenceError} `INPUT_TYPE`, `INPUT_VALUE`
 */
export function writeColumn(into: InputValues, type: InputType, column: BatchColumn, place: Place): void {
  if (Array.isArray(into)) writeStrings(into, column, place)
  else if (column.kind === 'string') throw wrongKind({ column: place.column, actual: 'strings', type })
  else writeNumbers(into, type, { data: column.data, place })
}

interface Written {
  readonly data: Float64Array
  readonly place: Place
}

function writeNumbers(into: Exclude<InputValues, string[]>, type: InputType, { data, place }: Written): void {
  const range = wholeNumbers[type]
  if (range) requireWhole(data, range, { type, place })
  if (into instanceof BigInt64Array || into instanceof BigUint64Array) writeBigInts(into, data, place)
  else if (type === 'float16') writeHalves(into, data, place)
  else for (let row = 0, to = place.at; row < data.length; row++, to += place.width) into[to] = data[row] as number
}

function writeStrings(into: string[], column: BatchColumn, place: Place): void {
  if (column.kind === 'number') throw wrongKind({ column: place.column, actual: 'numbers', type: 'string' })
  for (let row = 0, to = place.at; row < column.data.length; row++, to += place.width) {
    const value = column.data[row] ?? null
    if (value === null) throw wrongValue(place, row, 'is missing, and a string input cannot be')
    into[to] = value
  }
}

function writeBigInts(into: BigInt64Array | BigUint64Array, data: Float64Array, { at, width }: Place): void {
  for (let row = 0, to = at; row < data.length; row++, to += width) into[to] = BigInt(data[row] as number)
}

function writeHalves(into: Exclude<InputValues, string[] | BigInt64Array | BigUint64Array>, data: Float64Array, place: Place): void {
  for (let row = 0, to = place.at; row < data.length; row++, to += place.width) {
    const value = data[row] as number
    if (Number.isFinite(value) && Math.abs(value) >= halfOverflow) throw wrongValue(place, row, `is ${value}, more than a float16 can hold`)
    into[to] = halfBits(value)
  }
}

function requireWhole(
  data: Float64Array,
  [least, most]: readonly [number, number],
  { type, place }: { readonly type: InputType; readonly place: Place },
): void {
  for (let row = 0; row < data.length; row++) {
    const value = data[row] as number
    if (value >= least && value <= most && Number.isInteger(value)) continue
    const what = type === 'bool' ? 'not a boolean' : `not an integer that the input can hold (${type})`
    throw wrongValue(place, row, `is ${value}, ${what}`)
  }
}

function wrongKind({ column, actual, type }: { column: string; actual: string; type: InputType }): InferenceError {
  return new InferenceError('INPUT_TYPE', `column "${column}" holds ${actual}, the model's input takes ${type}`, {
    hint: 'train on the type that the data have, or change the type in the data',
  })
}

function wrongValue({ column, firstRow }: Place, row: number, what: string): InferenceError {
  return new InferenceError('INPUT_VALUE', `column "${column}" row ${firstRow + row} ${what}`, {
    hint: 'mend the data, or train a model that allows it',
  })
}
