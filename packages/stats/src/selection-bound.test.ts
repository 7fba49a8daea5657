import { describe, expect, it } from 'vitest'
import { expectClose, readReference } from './fixtures/read-reference.ts'
import { expectedMaximum, selectionBound } from './selection-bound.ts'

describe('expectedMaximum', () => {
  it.each(readReference<[number, number][]>('expectedMaximum'))('agrees with 40 digits for %i numbers', (count, expected) => {
    expectClose(expectedMaximum(count), expected, { digits: 1e-12, scale: 1e-12 })
  })

  it('has the closed forms of one, two and three numbers', () => {
    expect(expectedMaximum(1)).toBe(0)
    expect(expectedMaximum(2)).toBeCloseTo(1 / Math.sqrt(Math.PI), 13)
    expect(expectedMaximum(3)).toBeCloseTo(1.5 / Math.sqrt(Math.PI), 13)
  })

  it.each([0, -1, 1.5, Number.NaN, 1e9 + 1])('refuses %d numbers', (count) => {
    expect(() => expectedMaximum(count)).toThrow(expect.objectContaining({ code: 'OUT_OF_RANGE' }))
  })
})

describe('selectionBound', () => {
  it('is so many standard errors', () => {
    expect(selectionBound({ candidates: 20, standardError: 0.01 })).toBeCloseTo(0.018674750597983, 14)
    expect(selectionBound({ candidates: 20, standardError: 0 })).toBe(0)
  })

  it.each([
    ['OUT_OF_RANGE', { candidates: 0, standardError: 1 }],
    ['OUT_OF_RANGE', { candidates: 2, standardError: -1 }],
    ['NOT_FINITE', { candidates: 2, standardError: Number.NaN }],
  ])('refuses with %s: %o', (code, given) => {
    expect(() => selectionBound(given)).toThrow(expect.objectContaining({ code }))
  })
})
