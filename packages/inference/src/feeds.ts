import type { Tensor } from 'onnxruntime-node'
import type { Batch, BatchColumn } from './batch.ts'
import { InferenceError } from './errors.ts'
import type { InputPlan, PlannedInput } from './input-plan.ts'
import { emptyValues, type InputType, type InputValues, writeColumn } from './input-values.ts'
import { nearestName } from './nearest-name.ts'

type Native = typeof import('onnxruntime-node')

/** ONNX Runtime, native or on WebAssembly, passed in by whoever loaded it. */
export type OrtModule = Pick<Native, 'InferenceSession' | 'Tensor' | 'env'> & Partial<Pick<Native, 'listSupportedBackends'>>

export interface FeedOptions {
  readonly batch: Batch
  readonly firstRow: number
}

/**
 * The tensors of one batch, by input name.
 * @throws {InferenceError} `INPUT_MISSING`, `INPUT_TYPE`, `INPUT_VALUE`
 */
export function makeFeeds(ort: OrtModule, { inputs }: InputPlan, options: FeedOptions): Record<string, Tensor> {
  return Object.fromEntries(inputs.map((input) => [input.name, inputTensor(ort, input, options)]))
}

function inputTensor(ort: OrtModule, { type, columns, rank }: PlannedInput, { batch, firstRow }: FeedOptions): Tensor {
  const width = columns.length
  const values = emptyValues(type, batch.rows * width)
  for (const [at, column] of columns.entries()) writeColumn(values, type, columnOf(batch, column), { column, firstRow, at, width })
  return tensorOf(ort, type, { values, dims: rank === 1 ? [batch.rows] : [batch.rows, width] })
}

function columnOf(batch: Batch, name: string): BatchColumn {
  const column = batch.values.get(name)
  if (column !== undefined) return column
  const names = [...batch.values.keys()]
  const nearest = nearestName(name, names)
  throw new InferenceError('INPUT_MISSING', `the model needs a column "${name}", which the data lack`, {
    hint: nearest === null ? `the columns are: ${names.join(', ')}` : `the nearest column is "${nearest}"`,
  })
}

interface Elements {
  readonly values: InputValues
  readonly dims: readonly number[]
}

function tensorOf(ort: OrtModule, type: InputType, { values, dims }: Elements): Tensor {
  if (type !== 'float16') return new ort.Tensor(type as 'float32', values as Float32Array, dims)
  // ONNX Runtime 1.30 turns these bits into a Float16Array where JavaScript has one, which its native part then takes for empty.
  const tensor = new ort.Tensor('uint16', values as Uint16Array, dims)
  Reflect.set(tensor, 'type', 'float16')
  return tensor
}
