import { ResultsError } from '../errors.ts'
import { type Field, readFields } from './wire.ts'

export interface Scalar {
  readonly tag: string
  readonly step: number
  readonly value: number
}

/**
 * The scalars of one event: PyTorch writes them as `simple_value`, TensorFlow 2 as a tensor of one number.
 * Event { 2: step, 5: summary { 1: value { 1: tag, 2: simple_value, 8: tensor } } }
 * @throws {ResultsError} `RESULTS_BROKEN` where the bytes are no such message.
 */
export function readScalars(event: Uint8Array, file: string): readonly Scalar[] {
  try {
    const fields = readFields(event)
    const step = Number(fields.find(({ number }) => number === 2)?.varint ?? 0n)
    const summary = fields.find(({ number }) => number === 5)?.bytes
    if (!summary) return []
    return readFields(summary).flatMap(({ number, bytes }) => (number === 1 && bytes ? scalarOf(readFields(bytes), step) : []))
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause
    throw new ResultsError('RESULTS_BROKEN', `${file} holds an event that cannot be read`, { hint: 'was it written by TensorBoard?', cause })
  }
}

function scalarOf(value: readonly Field[], step: number): readonly Scalar[] {
  const tag = value.find(({ number }) => number === 1)?.bytes
  if (!tag) return []
  const simple = value.find(({ number, float }) => number === 2 && float !== undefined)?.float
  const tensor = value.find(({ number }) => number === 8)?.bytes
  const number = simple ?? (tensor ? tensorScalar(readFields(tensor)) : null)
  return number === null || number === undefined ? [] : [{ tag: Buffer.from(tag).toString('utf8'), step, value: number }]
}

// TensorProto { 1: dtype, 4: tensor_content, 5: float_val, 6: double_val }
function tensorScalar(tensor: readonly Field[]): number | null {
  const type = Number(tensor.find(({ number }) => number === 1)?.varint ?? 0n)
  if (type !== 1 && type !== 2) return null
  const width = type === 1 ? 4 : 8
  const raw = tensor.find(({ number, bytes }) => number === 4 && bytes?.length === width)?.bytes ?? packed(tensor, type === 1 ? 5 : 6, width)
  if (raw) {
    const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength)
    return width === 4 ? view.getFloat32(0, true) : view.getFloat64(0, true)
  }
  const single = tensor.find(({ number }) => number === (type === 1 ? 5 : 6))
  return single?.float ?? single?.double ?? null
}

function packed(tensor: readonly Field[], number: number, width: number): Uint8Array | null {
  return tensor.find((field) => field.number === number && field.bytes?.length === width)?.bytes ?? null
}
