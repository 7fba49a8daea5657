import { describe, expect, it } from 'vitest'
import { isoOfMicros, lastWindow } from './window.ts'

describe('lastWindow', () => {
  it.each([
    ['2001-06-30T22:10:00', 1, 'month', '2001-06-01T00:00:00', '2001-07-01T00:00:00'],
    ['2001-07-01T00:00:00', 1, 'month', '2001-06-01T00:00:00', '2001-07-01T00:00:00'],
    ['2001-07-01T00:00:00.000001', 1, 'day', '2001-07-01T00:00:00', '2001-07-02T00:00:00'],
    ['2001-03-30T12:00:00', 1, 'month', '2001-02-28T00:00:00', '2001-03-31T00:00:00'],
    ['2004-02-28T12:00:00', 1, 'year', '2003-02-28T00:00:00', '2004-02-29T00:00:00'],
    ['2001-01-05T12:00:00', 2, 'week', '2000-12-23T00:00:00', '2001-01-06T00:00:00'],
    ['2001-01-31T12:00:00', 14, 'month', '1999-12-01T00:00:00', '2001-02-01T00:00:00'],
  ] as const)('of data until %s: %i %s after %s until %s', (newest, count, unit, after, until) =>
    expect(lastWindow(newest, { time: 't', count, unit })).toEqual({ time: 't', after, until }),
  )
})

describe('isoOfMicros', () => {
  it.each([
    [978307260000000n, '2001-01-01T00:01:00'],
    [1n, '1970-01-01T00:00:00.000001'],
    [-1n, '1969-12-31T23:59:59.999999'],
    [-1_000_000n, '1969-12-31T23:59:59'],
  ])('writes %d as %s', (micros, text) => expect(isoOfMicros(micros)).toBe(text))
})
