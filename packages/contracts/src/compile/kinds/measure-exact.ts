/** A fraction times a power of two. The denominator is positive. */
export interface ExactNumber {
  readonly numerator: bigint
  readonly denominator: bigint
  readonly exponent: number
}

/** Bits of the quotient that are worked out: those of a double, and enough below to round right. */
const quotientBits = 66

/**
 * The double nearest to a fraction times a power of two, ties to even; below 1e-307 the last bit may be off.
 * @example nearestDouble({ numerator: 1n, denominator: 10n, exponent: 0 }) // 0.1
 */
export function nearestDouble({ numerator, denominator, exponent }: ExactNumber): number {
  if (numerator === 0n) return 0
  const size = numerator < 0n ? -numerator : numerator
  const shift = quotientBits - (bitLength(size) - bitLength(denominator))
  const [top, bottom] = shift >= 0 ? [size << BigInt(shift), denominator] : [size, denominator << BigInt(-shift)]
  const quotient = top / bottom
  // What is left of the division only matters where it breaks a tie: one more bit tells that there is some.
  const sticky = (quotient << 1n) | (quotient * bottom === top ? 0n : 1n)
  const value = scaled(Number(sticky), exponent - shift - 1)
  return numerator < 0n ? -value : value
}

/** The square root of a fraction times a power of two, to the last bit or the one before it, where the fraction itself is out of range too. */
export function squareRoot({ numerator, denominator, exponent }: ExactNumber): number {
  if (numerator <= 0n) return 0
  const size = bitLength(numerator) - bitLength(denominator) + exponent
  const even = size - (((size % 2) + 2) % 2)
  return scaled(Math.sqrt(nearestDouble({ numerator, denominator, exponent: exponent - even })), even / 2)
}

function bitLength(value: bigint): number {
  return value.toString(16).length * 4
}

// In two steps, since 2 ** exponent alone may be out of range where the product is not.
function scaled(value: number, exponent: number): number {
  const half = Math.trunc(exponent / 2)
  return value * 2 ** half * 2 ** (exponent - half)
}
