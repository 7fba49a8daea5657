import type { Tensor } from 'onnxruntime-node'
import { halfValue } from './half.ts'
import type { Numbers } from './prediction.ts'

export type OutputData =
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
  | readonly string[]

/** One output of a run: its elements row by row. Half precision is widened to single; booleans are 0 and 1. */
export interface OutputTensor {
  readonly name: string
  /** As the model declares it: `float32`, `int64`, `string`, … */
  readonly type: string
  readonly shape: readonly number[]
  readonly data: OutputData
}

export function outputTensor(name: string, tensor: Tensor): OutputTensor {
  const { type, dims } = tensor
  return { name, type, shape: [...dims], data: type === 'float16' ? widened(tensor.data as ArrayLike<number>) : (tensor.data as OutputData) }
}

// A Float16Array where JavaScript has one, else the bits.
function widened(data: ArrayLike<number>): Float32Array {
  return data instanceof Uint16Array ? Float32Array.from(data, halfValue) : Float32Array.from(data)
}

/** The elements as numbers, in their own precision where that is float; null where they are texts. */
export function numbersOf({ data }: OutputTensor): Numbers | null {
  if (data instanceof Float32Array || data instanceof Float64Array) return data
  if (data instanceof BigInt64Array || data instanceof BigUint64Array) return Float64Array.from(data, Number)
  return isTexts(data) ? null : Float64Array.from(data)
}

/** The elements as texts: classes and groups. A float that is whole reads as the integer. */
export function textsOf({ data }: OutputTensor): readonly string[] {
  return isTexts(data) ? data : Array.from<number | bigint, string>(data, String)
}

function isTexts(data: OutputData): data is readonly string[] {
  return Array.isArray(data)
}

/** The same outputs of one batch after the other, as of one run. */
export function joined(parts: readonly (readonly OutputTensor[])[]): readonly OutputTensor[] {
  const [first = []] = parts
  return first.map((tensor, at) => {
    const all = parts.flatMap((part) => part[at] ?? [])
    const rows = all.reduce((sum, { shape }) => sum + (shape[0] ?? 0), 0)
    return { ...tensor, shape: [rows, ...tensor.shape.slice(1)], data: joinedData(all.map(({ data }) => data)) }
  })
}

function joinedData(parts: readonly OutputData[]): OutputData {
  const [first] = parts
  if (first === undefined || isTexts(first)) return parts.flatMap((part) => (isTexts(part) ? part : []))
  const make = first.constructor as new (length: number) => Exclude<OutputData, readonly string[]>
  const into = new make(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    into.set(part as never, at)
    at += part.length
  }
  return into
}

/** The first rows of an output. */
export function firstRows(tensor: OutputTensor, rows: number): OutputTensor {
  const width = tensor.shape.slice(1).reduce((product, size) => product * size, 1)
  return { ...tensor, shape: [rows, ...tensor.shape.slice(1)], data: tensor.data.slice(0, rows * width) }
}
