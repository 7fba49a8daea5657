import { describe, expect, it } from 'vitest'
import { isIsoDate, isIsoTime, isIsoTimestamp } from './iso-literal.ts'
import { literal } from './literal.ts'

describe('literal', () => {
  it.each([
    [1, 'BIGINT', '1'],
    [-0, 'BIGINT', '0'],
    ['9007199254740993', 'BIGINT', '9007199254740993::HUGEINT'],
    ['0.12345678901234567890', 'DECIMAL(38,20)', '0.12345678901234567890'],
    [0.1, 'DOUBLE', '0.1e0'],
    [0.1, 'FLOAT', '(0.1e0)::FLOAT'],
    [0.1, 'DECIMAL(9,2)', '0.1'],
    [1e21, 'DOUBLE', '1e+21'],
    [Number.NaN, 'DOUBLE', "'nan'::DOUBLE"],
    [Number.NEGATIVE_INFINITY, 'DOUBLE', "'-infinity'::DOUBLE"],
    ["it's", 'VARCHAR', "'it''s'"],
    [true, 'BOOLEAN', 'true'],
    ['2001-01-03', 'DATE', "DATE '2001-01-03'"],
    ['2001-01-03T10:00', 'TIMESTAMP', "TIMESTAMP '2001-01-03T10:00'"],
    ['2001-01-03 10:00:00', 'TIMESTAMP WITH TIME ZONE', "TIMESTAMPTZ '2001-01-03 10:00:00+00'"],
    ['10:00', 'TIME', "TIME '10:00'"],
  ] as const)('writes %s beside %s as %s', (value, type, sql) => expect(literal(value, type)).toBe(sql))

  it.each([
    ['1', 'VARCHAR[]'],
    [1, 'VARCHAR'],
    ['a', 'BIGINT'],
    ['1; drop table t', 'BIGINT'],
    [true, 'BIGINT'],
    [1, 'BOOLEAN'],
    ['2001-02-29', 'DATE'],
    [20010103, 'DATE'],
    ['2001-01-03T25:00', 'TIMESTAMP'],
    ['2001-01-03T10:00Z', 'TIMESTAMP'],
    ['24:00', 'TIME'],
  ] as const)('does not compare %s with %s', (value, type) => expect(literal(value, type)).toBeNull())
})

describe('ISO 8601', () => {
  it('has days of the calendar, times of day, and both', () => {
    expect(['2000-02-29', '0001-01-01', '9999-12-31'].every(isIsoDate)).toBe(true)
    expect(['1900-02-29', '0000-01-01', '2001-1-1', '2001-13-01', '2001-01-01 '].some(isIsoDate)).toBe(false)
    expect(['00:00', '23:59:59.999999'].every(isIsoTime)).toBe(true)
    expect(['24:00', '1:00', '10:00:60', '10:00:00.1234567'].some(isIsoTime)).toBe(false)
    expect(['2001-01-01T00:00', '2001-01-01 00:00:00.5'].every(isIsoTimestamp)).toBe(true)
    expect(['2001-01-01', '2001-01-01X00:00', '2001-01-01T00:00Z', '2001-01-01T'].some(isIsoTimestamp)).toBe(false)
  })
})
