import { InferenceError } from '../errors.ts'

/** Bits of one number, by the format's names of types. */
const bits: Readonly<Record<string, number>> = {
  BOOL: 8,
  U8: 8,
  I8: 8,
  F8_E5M2: 8,
  F8_E4M3: 8,
  F8_E8M0: 8,
  F8_E5M2FNUZ: 8,
  F8_E4M3FNUZ: 8,
  F4: 4,
  F6_E2M3: 6,
  F6_E3M2: 6,
  I16: 16,
  U16: 16,
  F16: 16,
  BF16: 16,
  I32: 32,
  U32: 32,
  F32: 32,
  I64: 64,
  U64: 64,
  F64: 64,
  C64: 64,
}

/** Larger headers are refused by the format's own library too. */
const maxHeaderBytes = 100_000_000

/** Where the header ends, or null where the first bytes are not those of a safetensors file. */
export function safetensorsHeaderEnd(head: Uint8Array): number | null {
  if (head.length < 9 || head[8] !== 0x7b) return null
  const length = Number(new DataView(head.buffer, head.byteOffset, 8).getBigUint64(0, true))
  return length >= 2 && length <= maxHeaderBytes ? 8 + length : null
}

interface Tensor {
  readonly name: string
  readonly numbers: number
  readonly from: number
  readonly to: number
}

/**
 * How many numbers the tensors of a safetensors file hold, after its header is found to describe the file: types that are known,
 * as many bytes for each tensor as its shape needs, no gap, no overlap, no byte left over.
 * @throws {InferenceError} `MODEL_UNREADABLE`
 */
export function safetensorsParameters(header: Uint8Array, { path, bytes }: { readonly path: string; readonly bytes: number }): number {
  const refuse = (what: string) => new InferenceError('MODEL_UNREADABLE', `model "${path}" is a safetensors file ${what}`, { hint: 'write it again' })
  if (header.length > bytes) throw refuse('that stops in its header')
  const tensors = tensorsOf(header, refuse).toSorted((a, b) => a.from - b.from || a.to - b.to)
  let end = 0
  for (const { name, from, to } of tensors) {
    if (from !== end || to < from) throw refuse(`in which tensor "${name}" starts at byte ${from}, not at ${end}`)
    end = to
  }
  if (header.length + end !== bytes) throw refuse(`of ${bytes} bytes, which should be ${header.length + end}`)
  return tensors.reduce((sum, { numbers }) => sum + numbers, 0)
}

function tensorsOf(header: Uint8Array, refuse: (what: string) => InferenceError): readonly Tensor[] {
  const parsed = parsedHeader(header, refuse)
  const entries = Object.entries(parsed).filter(([name]) => name !== '__metadata__')
  return entries.map(([name, value]: [string, unknown]) => {
    const described = new Map<string, unknown>(Object.entries(value ?? {}))
    const [shape, offsets] = [described.get('shape'), described.get('data_offsets')]
    const width = bits[String(described.get('dtype'))]
    if (width === undefined || !isSizes(shape) || !isSizes(offsets) || offsets.length !== 2) throw refuse(`whose tensor "${name}" is not described`)
    const numbers = shape.reduce((product, size) => product * size, 1)
    const [from, to] = [offsets[0] as number, offsets[1] as number]
    if ((to - from) * 8 !== numbers * width) throw refuse(`whose tensor "${name}" has ${to - from} bytes, not those of its shape`)
    return { name, numbers, from, to }
  })
}

function parsedHeader(header: Uint8Array, refuse: (what: string) => InferenceError): object {
  try {
    const parsed: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(header.subarray(8)))
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed
  } catch {
    // Said below: whatever is wrong with the JSON, the file is to be written again.
  }
  throw refuse('whose header is no JSON object')
}

function isSizes(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0)
}
