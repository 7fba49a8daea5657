import type { Bound } from '../../check.ts'

const widths = [8, 16, 32, 64, 128]
/** The ends of the integer formats, as the standard takes them from Rust. */
const integers = new Map<string, readonly [bigint, bigint]>(
  widths.flatMap((bits) => [
    [`i${bits}`, [-(2n ** BigInt(bits - 1)), 2n ** BigInt(bits - 1) - 1n]],
    [`u${bits}`, [0n, 2n ** BigInt(bits) - 1n]],
  ]),
)
/** The greatest finite value of the formats that are narrower than a double. */
const floats = new Map([
  ['f16', 65_504],
  ['f32', 3.4028234663852886e38],
])
/** Every number that a table here holds is within these. */
const wide = ['f64', 'f128']

export const numberFormats = { integer: [...integers.keys()], number: [...floats.keys(), ...wide] } as const

/**
 * The values that a number format has room for; null where every number has room, undefined for an unknown format. Texts beyond 2^53.
 * @example numberFormat('u8') // [{ value: 0, exclusive: false }, { value: 255, exclusive: false }]
 */
export function numberFormat(format: string): readonly [Bound, Bound] | null | undefined {
  const ends = integers.get(format)
  if (ends) return [bound(ends[0]), bound(ends[1])]
  const most = floats.get(format)
  if (most !== undefined)
    return [
      { value: -most, exclusive: false },
      { value: most, exclusive: false },
    ]
  return wide.includes(format) ? null : undefined
}

function bound(end: bigint): Bound {
  const number = Number(end)
  return { value: Number.isSafeInteger(number) ? number : String(end), exclusive: false }
}
