/** What follows an opcode in the stream. */
export type Argument =
  | { readonly kind: 'none' }
  | { readonly kind: 'bytes'; readonly length: number }
  /** Text up to a line feed, so many times. */
  | { readonly kind: 'lines'; readonly count: 1 | 2 }
  /** A length in so many bytes, little endian, and as many bytes as it says. */
  | { readonly kind: 'counted'; readonly lengthBytes: 1 | 4 | 8 }

const none: Argument = { kind: 'none' }
const bytes = (length: number): Argument => ({ kind: 'bytes', length })
const lines = (count: 1 | 2): Argument => ({ kind: 'lines', count })
const counted = (lengthBytes: 1 | 4 | 8): Argument => ({ kind: 'counted', lengthBytes })

/** Names of the opcodes that the scan looks at; of the rest it only needs to know how long they are. */
export type Opcode =
  | 'PROTO'
  | 'STOP'
  | 'GLOBAL'
  | 'INST'
  | 'STACK_GLOBAL'
  | 'EXTENSION'
  | 'TEXT'
  | 'PUT'
  | 'MEMOIZE'
  | 'GET'
  | 'CALL'
  | 'PERSISTENT'
  | 'OTHER'

export interface OpcodeRule {
  readonly name: Opcode
  readonly argument: Argument
}

function rule(name: Opcode, argument: Argument = none): OpcodeRule {
  return { name, argument }
}

function others(codes: string, argument: Argument): readonly (readonly [number, OpcodeRule])[] {
  return [...codes].map((code) => [code.charCodeAt(0), rule('OTHER', argument)])
}

/** Every opcode of protocols 0 to 5, as Python's module pickletools documents them. */
export const opcodes: ReadonlyMap<number, OpcodeRule> = new Map<number, OpcodeRule>([
  ...others('(012N)]}adelstu', none),
  ...others('FIL', lines(1)),
  ...others('J', bytes(4)),
  ...others('K', bytes(1)),
  ...others('M', bytes(2)),
  ...others('G', bytes(8)),
  ...others('B', counted(4)),
  ...others('C', counted(1)),
  [0x2e, rule('STOP')],
  [0x50, rule('PERSISTENT', lines(1))],
  [0x51, rule('PERSISTENT')],
  [0x53, rule('TEXT', lines(1))],
  [0x54, rule('TEXT', counted(4))],
  [0x55, rule('TEXT', counted(1))],
  [0x56, rule('TEXT', lines(1))],
  [0x58, rule('TEXT', counted(4))],
  [0x8c, rule('TEXT', counted(1))],
  [0x8d, rule('TEXT', counted(8))],
  [0x52, rule('CALL')],
  [0x62, rule('CALL')],
  [0x6f, rule('CALL')],
  [0x81, rule('CALL')],
  [0x92, rule('CALL')],
  [0x63, rule('GLOBAL', lines(2))],
  [0x69, rule('INST', lines(2))],
  [0x93, rule('STACK_GLOBAL')],
  [0x82, rule('EXTENSION', bytes(1))],
  [0x83, rule('EXTENSION', bytes(2))],
  [0x84, rule('EXTENSION', bytes(4))],
  [0x67, rule('GET', lines(1))],
  [0x68, rule('GET', bytes(1))],
  [0x6a, rule('GET', bytes(4))],
  [0x70, rule('PUT', lines(1))],
  [0x71, rule('PUT', bytes(1))],
  [0x72, rule('PUT', bytes(4))],
  [0x94, rule('MEMOIZE')],
  [0x80, rule('PROTO', bytes(1))],
  [0x95, rule('OTHER', bytes(8))],
  [0x8a, rule('OTHER', counted(1))],
  [0x8b, rule('OTHER', counted(4))],
  [0x8e, rule('OTHER', counted(8))],
  [0x96, rule('OTHER', counted(8))],
  ...[0x85, 0x86, 0x87, 0x88, 0x89, 0x8f, 0x90, 0x91, 0x97, 0x98].map((code) => [code, rule('OTHER')] as const),
])
