import { bytesField, concat, varintField } from '../protobuf.ts'
import { tinyOnnx } from './tiny-onnx.ts'

export interface ExternalEntry {
  readonly location: string
  readonly offset?: number | string
  readonly length?: number | string
  /** Of the tensor; its numbers are of 32 bits. */
  readonly dims?: readonly number[]
}

/** A tensor of floats whose numbers stand in another file. */
function externalTensorMessage({ location, offset, length, dims = [1] }: ExternalEntry): Uint8Array {
  const entries = Object.entries({ location, offset, length }).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)] as const]))
  return concat([
    ...dims.map((size) => varintField(1, size)),
    varintField(2, 1),
    bytesField(8, 'w'),
    ...entries.map(([key, value]) => bytesField(13, concat([bytesField(1, key), bytesField(2, value)]))),
    varintField(14, 1),
  ])
}

/** A model that adds to `x` a number that stands in another file, and gives it as `p`. */
export function addingModel(entry: ExternalEntry): Uint8Array {
  return tinyOnnx({
    inputs: [{ name: 'x', type: 'float32', shape: ['N', 1] }],
    outputs: [{ name: 'p', type: 'float32', shape: ['N', 1] }],
    nodes: [{ op: 'Add', inputs: ['x', 'w'], outputs: ['p'] }],
    initializers: [externalTensorMessage(entry)],
  })
}

/** A model that adds to a column a number that stands in another file, and gives a probability. */
export function likelyModel(column: string, entry: ExternalEntry): Uint8Array {
  const value = (name: string) => ({ name, type: 'float32' as const, shape: ['N', 1] })
  return tinyOnnx({
    inputs: [value(column)],
    nodes: [
      { op: 'Add', inputs: [column, 'w'], outputs: ['sum'] },
      { op: 'Sigmoid', inputs: ['sum'], outputs: ['p'] },
    ],
    outputs: [value('p')],
    initializers: [externalTensorMessage(entry)],
  })
}

/** The bytes of some floats, as a file of weights holds them. */
export function floatBytes(...values: readonly number[]): Uint8Array {
  return new Uint8Array(Float32Array.from(values).buffer)
}
