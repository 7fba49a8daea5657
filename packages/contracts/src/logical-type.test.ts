import { describe, expect, it } from 'vitest'
import { isOfType, typeFamily } from './logical-type.ts'

describe('typeFamily', () => {
  it.each([
    ['UBIGINT', 'integer'],
    ['DECIMAL(18,3)', 'number'],
    ["ENUM('a', 'b')", 'string'],
    ['TIMESTAMP WITH TIME ZONE', 'timestamp'],
    ['TIME', 'time'],
    ['INTEGER[]', 'other'],
    ['STRUCT(a INTEGER)', 'other'],
  ])('puts %s among %s', (duckType, family) => expect(typeFamily(duckType)).toBe(family))
})

describe('isOfType', () => {
  it('takes integers for numbers, and no type for another otherwise', () => {
    expect([isOfType('BIGINT', 'number'), isOfType('DOUBLE', 'integer'), isOfType('DATE', 'timestamp')]).toEqual([true, false, false])
  })
})
