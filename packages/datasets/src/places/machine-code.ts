/** What is computed, as WebAssembly writes it: operands first. */
export type Code = readonly number[]

/** A local of a function, by its number; parameters come first. */
export interface Local {
  readonly get: Code
  set(value: Code): Code
}

export function local(index: number): Local {
  return { get: [0x20, index], set: (value) => [...value, 0x21, index] }
}

/** Locals by their names, in order, from a number on. */
export function localsFrom<Name extends string>(first: number, names: readonly Name[]): { readonly [N in Name]: Local } {
  const named: Partial<Record<Name, Local>> = {}
  for (const [at, name] of names.entries()) named[name] = local(first + at)
  return named as { readonly [N in Name]: Local }
}

const binary = (operation: Code) => (left: Code, right: Code) => [...left, ...right, ...operation]
const unary = (operation: Code) => (operand: Code) => [...operand, ...operation]
const simd = (operation: number) => [0xfd, operation]

/** Whole numbers of 32 bits. */
export const constant = (value: number): Code => [0x41, ...signed(value)]
export const add = binary([0x6a])
export const subtract = binary([0x6b])
export const and = binary([0x71])
export const or = binary([0x72])
export const xor = binary([0x73])
export const shiftLeft = binary([0x74])
export const shiftRight = binary([0x76])
export const notEqual = binary([0x47])
export const less = binary([0x48])
export const isZero = unary([0x45])
export const trailingZeros = unary([0x68])
export const onesIn = unary([0x69])

/** Whole numbers of 64 bits: masks of as many bytes. */
export const long = {
  constant: (value: bigint): Code => [0x42, ...signedLong(value)],
  and: binary([0x83]),
  or: binary([0x84]),
  xor: binary([0x85]),
  add: binary([0x7c]),
  subtract: binary([0x7d]),
  /** Without signs; a number of 32 bits. */
  less: binary([0x54]),
  shiftLeft: binary([0x86]),
  shiftRight: binary([0x88]),
  trailingZeros: unary([0x7a]),
  /** As numbers of 32 bits. */
  isZero: unary([0x50]),
  lower: unary([0xa7]),
  /** Of a number of 32 bits. */
  of: unary([0xad]),
} as const

/** Sixteen bytes. */
export const sixteenTimes = unary(simd(0x0f))
export const equalBytes = binary(simd(0x23))
export const atMostBytes = binary(simd(0x2a))
export const lessBytes = binary(simd(0x71))
export const eitherBytes = binary(simd(0x50))
export const anyBit = unary(simd(0x53))
/** Of each byte its highest bit, that of the first byte the lowest. */
export const highBits = unary(simd(0x64))
export const bytesAt = (address: Code, offset: number): Code => [...address, ...simd(0), 0, ...unsigned(offset)]

export const numberAt = (address: number): Code => [...constant(0), 0x28, 2, ...unsigned(address)]
export const numberIn = (address: Code): Code => [...address, 0x28, 2, 0]
export const putNumberIn = (address: Code, value: Code): Code => [...address, ...value, 0x36, 2, 0]
export const putNumber = (address: number, value: Code): Code => [...constant(0), ...value, 0x36, 2, ...unsigned(address)]

export const when = (condition: Code, ...then: readonly Code[]): Code => [...condition, 0x04, 0x40, ...then.flat(), 0x0b]
export const either = (condition: Code, then: readonly Code[], otherwise: readonly Code[]): Code => [
  ...condition,
  ...[0x04, 0x40],
  ...then.flat(),
  0x05,
  ...otherwise.flat(),
  0x0b,
]
/** What is left by {@link leave}. */
export const block = (...code: readonly Code[]): Code => [0x02, 0x40, ...code.flat(), 0x0b]
/** What is begun again by {@link again}. */
export const loop = (...code: readonly Code[]): Code => [0x03, 0x40, ...code.flat(), 0x0b]
/** Each counts the blocks, loops and conditions that it stands in, from 0 for the innermost. */
export const leave = (depth: number): Code => [0x0c, ...unsigned(depth)]
export const again = leave

export interface Program {
  readonly parameters: number
  /** Locals behind the parameters: whole numbers of 32 bits, those of 64, then sixteens of bytes. */
  readonly numbers: number
  readonly longs: number
  readonly words: number
  readonly code: Code
  /** Of memory, each of 64 KiB. */
  readonly pages: number
}

/** A module of one function `run`, which gives back a whole number, and its memory `memory`. */
export function moduleOf({ parameters, numbers, longs, words, code, pages }: Program): Uint8Array<ArrayBuffer> {
  const number = 0x7f
  const long64 = 0x7e
  const sixteen = 0x7b
  const body = [3, ...unsigned(numbers), number, ...unsigned(longs), long64, ...unsigned(words), sixteen, ...code, 0x0b]
  return Uint8Array.of(
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, parameters, ...Array<number>(parameters).fill(number), 1, number]),
    ...section(3, [1, 0]),
    ...section(5, [1, 0, ...unsigned(pages)]),
    ...section(7, [2, ...name('run'), 0, 0, ...name('memory'), 2, 0]),
    ...section(10, [1, ...unsigned(body.length), ...body]),
  )
}

function section(id: number, content: readonly number[]): readonly number[] {
  return [id, ...unsigned(content.length), ...content]
}

function name(text: string): readonly number[] {
  return [text.length, ...Buffer.from(text)]
}

// LEB128: seven bits a byte, the lowest first.
function unsigned(value: number): readonly number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)]
}

function signed(value: number): readonly number[] {
  return value >= -0x40 && value < 0x40 ? [value & 0x7f] : [(value & 0x7f) | 0x80, ...signed(value >> 7)]
}

function signedLong(value: bigint): readonly number[] {
  return value >= -0x40n && value < 0x40n ? [Number(value & 0x7fn)] : [Number(value & 0x7fn) | 0x80, ...signedLong(value >> 7n)]
}
