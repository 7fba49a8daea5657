import { describe, expect, it } from 'vitest'
import { physicalType } from './dialects/odcs/physical-type.ts'
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

describe('physicalType', () => {
  it.each([
    ['int64', { duckType: 'BIGINT', logical: 'integer' }],
    ['Double  Precision', { duckType: 'DOUBLE', logical: 'number' }],
    ['NUMERIC(10, 2)', { duckType: 'DECIMAL(10,2)', logical: 'number' }],
    ['varchar(3)', null],
    ['bigitn', null],
  ])('reads %s as %o', (name, expected) => expect(physicalType(name)).toEqual(expected))
})
