import { describe, expect, it } from 'vitest'
import { boundValue, zonedBound } from './range-bounds.ts'

describe('zonedBound', () => {
  it.each([
    ['2020-01-01 00:00:00+10:00', '2019-12-31 14:00:00'],
    ['2020-03-01T00:30:15.25+0100', '2020-02-29 23:30:15.25'],
    ['2020-01-01T23:00Z', '2020-01-01 23:00:00'],
    ['2020-12-31T20:00:00-05:00', '2021-01-01 01:00:00'],
    ['2020-01-01 00:00:00', null],
    ['2020-02-30T00:00:00Z', null],
    ['2020-01-01T00:00:00+15:00', null],
  ])('reads %s as %s in UTC', (written, utc) => expect(zonedBound(written)).toBe(utc))
})

describe('boundValue', () => {
  it.each([
    ['timestamp', '2001-07-01T00:00:00Z', '2001-07-01 00:00:00'],
    ['timestamp', '2001-07-01T00:00:00+02:00', null],
    ['date', '2001-02-30', null],
    ['time', '24:00', null],
    ['integer', 9007199254740992, null],
    ['integer', '5', null],
  ] as const)('of a %s reads %s as %s', (type, written, value) => expect(boundValue(type, written)).toBe(value))
})
