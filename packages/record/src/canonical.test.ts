import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalDigest, canonicalJson } from './canonical.ts'
import { digestOf } from './digest.ts'
import { refusal } from './fixtures/thrown.ts'

const nan = Number.NaN

describe('canonicalJson', () => {
  // RFC 8785, section 3.2.2: the input and its canonical form.
  it('gives the example of RFC 8785', () => {
    const value = {
      numbers: [333333333.3333333, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"\u002f',
      literals: [null, true, false],
    }
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    )
  })

  // RFC 8785, section 3.2.3: names are ordered by their UTF-16 code units.
  it('orders names by UTF-16 code units, not by code points or locale', () => {
    const value = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\u{1f600}': 5, '\u0080': 6, '\u00f6': 7 }
    expect(Object.keys(JSON.parse(canonicalJson(value)))).toEqual(['1', '\r', '\u0080', '\u00f6', '\u20ac', '\u{1f600}', '\ufb33'])
  })

  // RFC 8785, appendix B: IEEE 754 bits and their text.
  it.each([
    ['8000000000000000', '0'],
    ['0000000000000001', '5e-324'],
    ['7fefffffffffffff', '1.7976931348623157e+308'],
    ['4340000000000001', '9007199254740994'],
    ['44b52d02c7e14af5', '9.999999999999997e+22'],
    ['44b52d02c7e14af6', '1e+23'],
    ['3eb0c6f7a0b5ed8d', '0.000001'],
    ['41b3de4355555553', '333333333.3333332'],
    ['becbf647612f3696', '-0.0000033333333333333333'],
  ])('writes the number with bits %s as %s', (bits, text) => {
    expect(canonicalJson(Buffer.from(bits, 'hex').readDoubleBE())).toBe(text)
  })

  it('does not depend on the order in which an object was made, and survives a round trip', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value)
        expect(canonicalJson(JSON.parse(text))).toBe(text)
        expect(canonicalJson(reversed(value))).toBe(text)
      }),
    )
  })

  it.each([
    ['NaN', { rows: [{ share: 1 }, { share: nan }] }, '$.rows[1].share is NaN'],
    ['an infinity', [Number.NEGATIVE_INFINITY], '$[0] is -Infinity'],
    ['undefined in an object', { gate: { bound: undefined } }, '$.gate.bound is undefined'],
    ['a hole in an array', Array(2), '$[0] is undefined'],
    ['a function', { run: () => 1 }, '$.run is function'],
    ['a bigint', { rows: 1n }, '$.rows is bigint'],
    ['a symbol', { kind: Symbol('a') }, '$.kind is symbol'],
    ['a map, which would become {}', { columns: new Map([['a', 1]]) }, '$.columns is Map'],
    ['half of a surrogate pair in a value', { column: ['\ud800'] }, '$.column[0] is a string with half of a surrogate pair'],
    ['half of a surrogate pair in a name', { a: { '\udc00': 1 } }, '$.a has a name with half of a surrogate pair'],
  ])('refuses %s and says where it stands', (_what, value, message) => {
    expect(refusal(() => canonicalJson(value))).toEqual({ code: 'NOT_CANONICAL', message: expect.stringContaining(message) })
  })

  it('refuses a cycle, and allows the same object twice side by side', () => {
    const looped: Record<string, unknown> = { name: 'a' }
    looped.self = [looped]
    expect(refusal(() => canonicalJson(looped))).toEqual({ code: 'NOT_CANONICAL', message: '$.self[0] refers back to itself' })
    const shared = { n: 1 }
    expect(canonicalJson([shared, shared])).toBe('[{"n":1},{"n":1}]')
  })
})

describe('canonicalDigest', () => {
  it('is the SHA-256 of the canonical text', () => {
    expect(canonicalDigest({ b: 1, a: [true] })).toBe(digestOf('{"a":[true],"b":1}'))
  })
})

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  // fromEntries defines own properties, so that a name like "__proto__" stays one.
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, reversed(item)]),
  )
}
