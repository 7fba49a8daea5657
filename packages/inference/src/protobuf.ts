/** One field of a message of Protocol Buffers, as views on its bytes: nothing is copied, `raw` includes the tag. */
export interface WireField {
  readonly number: number
  readonly kind: 'varint' | 'fixed64' | 'bytes' | 'fixed32'
  readonly value: Uint8Array
  readonly raw: Uint8Array
}

/** The bytes are no message, or stop in the middle of one. */
export class WireError extends Error {
  override readonly name = 'WireError'
}

const kinds = new Map<number, WireField['kind']>([
  [0, 'varint'],
  [1, 'fixed64'],
  [2, 'bytes'],
  [5, 'fixed32'],
])

/**
 * The fields of a message in their order, by the encoding at protobuf.dev/programming-guides/encoding. Groups, which
 * ONNX never uses, are refused.
 */
export function* readFields(bytes: Uint8Array): Generator<WireField> {
  let at = 0
  while (at < bytes.length) {
    const tag = readVarint(bytes, at)
    const kind = kinds.get(tag.value % 8)
    const number = Math.floor(tag.value / 8)
    if (kind === undefined || number === 0) throw new WireError(`no field starts at byte ${at}`)
    const [start, end] = extent(bytes, kind, tag.end)
    yield { number, kind, value: bytes.subarray(start, end), raw: bytes.subarray(at, end) }
    at = end
  }
}

function extent(bytes: Uint8Array, kind: WireField['kind'], at: number): readonly [number, number] {
  const [start, end] = kind === 'bytes' ? lengthDelimited(bytes, at) : [at, at + scalarLength(bytes, kind, at)]
  if (end > bytes.length) throw new WireError(`a field needs ${end} bytes, there are ${bytes.length}`)
  return [start, end]
}

function lengthDelimited(bytes: Uint8Array, at: number): readonly [number, number] {
  const length = readVarint(bytes, at)
  return [length.end, length.end + length.value]
}

function scalarLength(bytes: Uint8Array, kind: 'varint' | 'fixed64' | 'fixed32', at: number): number {
  if (kind === 'varint') return varintEnd(bytes, at) - at
  return kind === 'fixed64' ? 8 : 4
}

function readVarint(bytes: Uint8Array, at: number): { readonly value: number; readonly end: number } {
  const first = bytes[at] ?? 0x80
  if (first < 0x80) return { value: first, end: at + 1 }
  const end = varintEnd(bytes, at)
  const value = Number(decodeVarint(bytes.subarray(at, end)))
  if (!Number.isSafeInteger(value)) throw new WireError(`the number at byte ${at} is too large`)
  return { value, end }
}

function varintEnd(bytes: Uint8Array, at: number): number {
  for (let end = at; end < Math.min(bytes.length, at + 10); end++) {
    if ((bytes[end] ?? 0) < 0x80) return end + 1
  }
  throw new WireError(`the number at byte ${at} does not end`)
}

/** The unsigned value of a varint's bytes. */
export function decodeVarint(bytes: Uint8Array): bigint {
  let value = 0n
  for (let index = bytes.length - 1; index >= 0; index--) value = (value << 7n) | BigInt((bytes[index] ?? 0) & 0x7f)
  return value
}

/** A varint read as int64, which is how ONNX stores class labels: negative numbers take ten bytes. */
export function decodeInt64(bytes: Uint8Array): bigint {
  return BigInt.asIntN(64, decodeVarint(bytes))
}

/** All int64 of one field, repeated as it is or packed into one. */
export function decodeInt64List(field: WireField): bigint[] {
  if (field.kind === 'varint') return [decodeInt64(field.value)]
  const values: bigint[] = []
  for (let at = 0; at < field.value.length; ) {
    const end = varintEnd(field.value, at)
    values.push(decodeInt64(field.value.subarray(at, end)))
    at = end
  }
  return values
}

export function decodeText(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes)
}

export function encodeVarint(value: number | bigint): Uint8Array {
  const bytes: number[] = []
  let rest = BigInt.asUintN(64, BigInt(value))
  for (; rest >= 0x80n; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80)
  bytes.push(Number(rest))
  return Uint8Array.from(bytes)
}

export function varintField(number: number, value: number | bigint): Uint8Array {
  return concat([encodeVarint(number * 8), encodeVarint(value)])
}

/** A length-delimited field: a message's bytes, or text. */
export function bytesField(number: number, value: Uint8Array | string): Uint8Array {
  const bytes = typeof value === 'string' ? new TextEncoder().encode(value) : value
  return concat([encodeVarint(number * 8 + 2), encodeVarint(bytes.length), bytes])
}

export function concat(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.length
  }
  return joined
}
