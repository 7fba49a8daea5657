import type { Tensor } from 'onnxruntime-node'
import type { Batch, BatchColumn } from './batch.ts'
import { InferenceError } from './errors.ts'
import type { InputPlan, ModelInput } from './input-plan.ts'
import { type InputValues, inputValues, wrongKind } from './input-values.ts'
import { nearestName } from './nearest-name.ts'

/** ONNX Runtime, passed in by whoever loaded the native library. */
export type OrtModule = typeof import('onnxruntime-node')

export interface FeedOptions {
  readonly batch: Batch
  readonly firstRow: number
}

/**
 * The tensors of one batch, by input name.
 * @throws {InferenceError} `INPUT_MISSING`, `INPUT_TYPE`, `INPUT_VALUE`
 */
export function makeFeeds(ort: OrtModule, plan: InputPlan, options: FeedOptions): Record<string, Tensor> {
  if (plan.kind === 'matrix') return { [plan.input.name]: matrixTensor(ort, plan, options) }
  return Object.fromEntries(plan.inputs.map((input) => [input.name, columnTensor(ort, input, options)]))
}

function columnTensor(ort: OrtModule, input: ModelInput, { batch, firstRow }: FeedOptions): Tensor {
  const column = columnOf(batch, input.name)
  const dims = input.shape.length === 1 ? [batch.rows] : [batch.rows, 1]
  return tensorOf(ort, inputValues(input.type, column, { column: input.name, firstRow }), dims)
}

function matrixTensor(ort: OrtModule, { input, features }: Extract<InputPlan, { kind: 'matrix' }>, { batch, firstRow }: FeedOptions): Tensor {
  const columns = features.map((feature) => numbersOf(batch, feature, input))
  const data = new Float64Array(batch.rows * features.length)
  for (const [offset, column] of columns.entries()) {
    for (let row = 0; row < batch.rows; row++) data[row * features.length + offset] = column[row] ?? Number.NaN
  }
  return tensorOf(ort, inputValues(input.type, { kind: 'number', data }, { column: input.name, firstRow }), [batch.rows, features.length])
}

function numbersOf(batch: Batch, name: string, input: ModelInput): Float64Array {
  const column = columnOf(batch, name)
  if (column.kind === 'number') return column.data
  throw wrongKind({ column: name, actual: 'strings', type: input.type })
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

function tensorOf(ort: OrtModule, values: InputValues, dims: readonly number[]): Tensor {
  switch (values.type) {
    case 'float32':
      return new ort.Tensor(values.type, values.data, dims)
    case 'float64':
      return new ort.Tensor(values.type, values.data, dims)
    case 'int64':
      return new ort.Tensor(values.type, values.data, dims)
    case 'int32':
      return new ort.Tensor(values.type, values.data, dims)
    case 'bool':
      return new ort.Tensor(values.type, values.data, dims)
    case 'string':
      return new ort.Tensor(values.type, values.data, dims)
  }
}
