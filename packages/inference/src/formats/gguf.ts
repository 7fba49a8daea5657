import { InferenceError } from '../errors.ts'

/** Bytes of values of the fixed types of metadata, by their number; 8 is a text, 9 an array. */
const valueBytes = new Map([
  [0, 1],
  [1, 1],
  [2, 2],
  [3, 2],
  [4, 4],
  [5, 4],
  [6, 4],
  [7, 1],
  [10, 8],
  [11, 8],
  [12, 8],
])
const textType = 8
const arrayType = 9

/** More is no real file: it keeps a damaged count from being believed. */
const maxCount = 10_000_000
const maxDepth = 4

/** The header goes on behind the bytes that were read. */
export class HeaderContinues extends Error {
  override readonly name = 'HeaderContinues'
}

/**
 * How many numbers the tensors of a GGUF file hold, by the list in its header; versions 2 and 3, little endian.
 * @throws {HeaderContinues} where `head` ends before the header does
 * @throws {InferenceError} `MODEL_UNREADABLE`
 */
export function ggufParameters(head: Uint8Array, path: string): number {
  const reader = new Reader(head, path)
  reader.skip(4)
  const version = reader.u32()
  if (version < 2 || version > 3) throw reader.refuse(`of version ${version}, of which 2 and 3 are known`)
  const tensors = reader.count()
  const entries = reader.count()
  for (let entry = 0; entry < entries; entry++) {
    reader.text()
    reader.value(reader.u32(), 0)
  }
  let numbers = 0
  for (let tensor = 0; tensor < tensors; tensor++) numbers += reader.tensor()
  return numbers
}

class Reader {
  #at = 0
  readonly #bytes: Uint8Array
  readonly #view: DataView
  readonly #path: string

  constructor(bytes: Uint8Array, path: string) {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.#path = path
  }

  refuse(what: string): InferenceError {
    return new InferenceError('MODEL_UNREADABLE', `model "${this.#path}" is a GGUF file ${what}`, { hint: 'write or download it again' })
  }

  skip(bytes: number): number {
    const from = this.#at
    if (from + bytes > this.#bytes.length) throw new HeaderContinues(`the header needs ${from + bytes} bytes`)
    this.#at += bytes
    return from
  }

  u32(): number {
    return this.#view.getUint32(this.skip(4), true)
  }

  u64(): number {
    return Number(this.#view.getBigUint64(this.skip(8), true))
  }

  count(): number {
    const count = this.u64()
    if (count > maxCount) throw this.refuse(`that counts ${count} entries, which cannot be`)
    return count
  }

  text(): void {
    const length = this.u64()
    if (length > 2 ** 31) throw this.refuse(`with a text of ${length} bytes, which cannot be`)
    this.skip(length)
  }

  value(type: number, depth: number): void {
    const fixed = valueBytes.get(type)
    if (fixed !== undefined) this.skip(fixed)
    else if (type === textType) this.text()
    else if (type === arrayType && depth < maxDepth) this.array(depth)
    else throw this.refuse(`with a value of the unknown type ${type}`)
  }

  array(depth: number): void {
    const type = this.u32()
    const count = this.count()
    const fixed = valueBytes.get(type)
    if (fixed !== undefined) this.skip(fixed * count)
    else for (let item = 0; item < count; item++) this.value(type, depth + 1)
  }

  /** The product of its dimensions. */
  tensor(): number {
    this.text()
    const rank = this.u32()
    if (rank > 8) throw this.refuse(`with a tensor of ${rank} dimensions`)
    let numbers = 1
    for (let dimension = 0; dimension < rank; dimension++) numbers *= this.u64()
    this.skip(4 + 8)
    if (!Number.isSafeInteger(numbers)) throw this.refuse('with a tensor too large to be one')
    return numbers
  }
}
