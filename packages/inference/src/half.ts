const word = new Uint32Array(1)
const single = new Float32Array(word.buffer)

/** From here on a number rounds to infinity in half precision. */
export const halfOverflow = 65_520

/**
 * The bits of a number in half precision (IEEE 754 binary16), rounded to the nearest, ties to even.
 * @example halfBits(1) // 0x3c00
 */
export function halfBits(value: number): number {
  single[0] = value
  const bits = word[0] as number
  const sign = (bits >>> 16) & 0x8000
  const size = bits & 0x7fffffff
  if (size > 0x7f800000) return sign | 0x7e00
  if (size >= 0x477ff000) return sign | 0x7c00
  // Adding just under half of the last kept bit carries into the exponent where it must.
  if (size >= 0x38800000) return sign | ((size - 0x38000000 + 0xfff + ((size >>> 13) & 1)) >>> 13)
  return sign | roundedToEven(Math.abs(single[0] as number) * 2 ** 24)
}

/**
 * The number that half-precision bits stand for.
 * @example halfValue(0x3c00) // 1
 */
export function halfValue(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1
  const exponent = (bits >>> 10) & 0x1f
  const fraction = bits & 0x3ff
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1024 + fraction) * 2 ** (exponent - 25)
}

function roundedToEven(value: number): number {
  const floor = Math.floor(value)
  const rest = value - floor
  if (rest !== 0.5) return rest > 0.5 ? floor + 1 : floor
  return floor % 2 === 0 ? floor : floor + 1
}
