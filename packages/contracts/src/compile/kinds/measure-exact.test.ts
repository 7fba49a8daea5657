import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nearestDouble, squareRoot } from './measure-exact.ts'

/** A double as a whole number times a power of two. */
function taken(value: number): { readonly numerator: bigint; readonly exponent: number } {
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, value)
  const bits = view.getBigUint64(0)
  const [power, fraction] = [Number((bits >> 52n) & 0x7ffn), bits & 0xfffffffffffffn]
  const size = power === 0 ? fraction : fraction | (1n << 52n)
  return { numerator: value < 0 ? -size : size, exponent: Math.max(power, 1) - 1075 }
}
const normal = fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => value === 0 || Math.abs(value) > 1e-290)

describe('nearestDouble', () => {
  it('gives back every double', () => {
    fc.assert(
      fc.property(normal, (value) => {
        expect(nearestDouble({ ...taken(value), denominator: 1n })).toBe(value + 0)
      }),
      { seed: 1, numRuns: 2000 },
    )
  })

  it('divides whole numbers as the processor does', () => {
    const whole = fc.maxSafeInteger()
    fc.assert(
      fc.property(
        whole,
        whole.filter((value) => value > 0),
        (top, bottom) => {
          expect(nearestDouble({ numerator: BigInt(top), denominator: BigInt(bottom), exponent: 0 })).toBe(top / bottom + 0)
        },
      ),
      { seed: 2, numRuns: 2000 },
    )
  })

  it('rounds halves to even, and what is just above them up', () => {
    const half = 2n ** 60n + 2n ** 7n
    expect(nearestDouble({ numerator: half, denominator: 1n, exponent: 0 })).toBe(2 ** 60)
    expect(nearestDouble({ numerator: half * 2n ** 90n + 1n, denominator: 1n, exponent: -90 })).toBe(2 ** 60 + 2 ** 8)
  })

  it('is infinite beyond the doubles', () => {
    expect(nearestDouble({ numerator: 1n, denominator: 1n, exponent: 1024 })).toBe(Number.POSITIVE_INFINITY)
    expect(nearestDouble({ numerator: -1n, denominator: 3n, exponent: 2000 })).toBe(Number.NEGATIVE_INFINITY)
  })
})

describe('squareRoot', () => {
  it('is that of the processor, and of what no double holds', () => {
    expect(squareRoot({ numerator: 2n, denominator: 1n, exponent: 0 })).toBe(Math.SQRT2)
    expect(squareRoot({ numerator: 9n, denominator: 4n, exponent: 0 })).toBe(1.5)
    expect(squareRoot({ numerator: 1n, denominator: 1n, exponent: -1600 })).toBe(2 ** -800)
    expect(squareRoot({ numerator: 2n, denominator: 1n, exponent: 1801 })).toBe(2 ** 901)
    expect(squareRoot({ numerator: 0n, denominator: 7n, exponent: 5 })).toBe(0)
  })
})
