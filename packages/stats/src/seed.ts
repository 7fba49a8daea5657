import { createHash } from 'node:crypto'

/** The 128 bits from which a random source starts: four whole numbers from 0 to 2^32 - 1, not all 0. */
export type Seed = readonly [number, number, number, number]

/**
 * The seed that belongs to a text: the first 128 bits of its SHA-256, as four big-endian words. Give it what nobody who is judged
 * can choose, such as the digest of the test set and the id of the metric. Any text will do, the empty one too.
 * @example seedOf('abc') // [0xba7816bf, 0x8f01cfea, 0x414140de, 0x5dae2223]
 */
export function seedOf(text: string): Seed {
  const digest = createHash('sha256').update(text).digest()
  return [digest.readUInt32BE(0), digest.readUInt32BE(4), digest.readUInt32BE(8), digest.readUInt32BE(12)]
}
