import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytesField, concat, decodeInt64, decodeInt64List, encodeVarint, readFields, varintField, WireError } from './protobuf.ts'

describe('readFields', () => {
  it('finds numbers, kinds and values in their order', () => {
    const bytes = concat([varintField(1, 300), bytesField(2, 'hé'), Uint8Array.of(29, 0, 0, 128, 63)])
    expect([...readFields(bytes)].map(({ number, kind, value }) => [number, kind, [...value]])).toEqual([
      [1, 'varint', [0xac, 0x02]],
      [2, 'bytes', [0x68, 0xc3, 0xa9]],
      [3, 'fixed32', [0, 0, 128, 63]],
    ])
  })

  it('gives back the very bytes that it read', () => {
    const field = fc.oneof(
      fc.tuple(fc.integer({ min: 1, max: 5000 }), fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })).map(([at, value]) => varintField(at, value)),
      fc.tuple(fc.integer({ min: 1, max: 5000 }), fc.uint8Array({ maxLength: 300 })).map(([at, value]) => bytesField(at, value)),
    )
    fc.assert(
      fc.property(fc.array(field), (fields) => {
        const bytes = concat(fields)
        expect(concat([...readFields(bytes)].map(({ raw }) => raw))).toEqual(bytes)
      }),
    )
  })

  it('refuses a field that is cut off, a number without end, a group and field 0', () => {
    for (const bytes of [[10, 5, 1], [8, 0x80], [0xff, 0xff], [11], [2, 0], [13, 1, 2]]) {
      expect(() => [...readFields(Uint8Array.from(bytes))], String(bytes)).toThrow(WireError)
    }
  })
})

describe('int64', () => {
  it('survives writing and reading, negative numbers too', () => {
    fc.assert(fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (value) => decodeInt64(encodeVarint(value)) === value))
  })

  it('is read repeated and packed', () => {
    const [repeated] = readFields(varintField(8, -1))
    const [packed] = readFields(bytesField(8, concat([encodeVarint(-1), encodeVarint(300)])))
    expect([repeated, packed].flatMap((field) => (field === undefined ? [] : decodeInt64List(field)))).toEqual([-1n, -1n, 300n])
  })
})
