import { describe, expect, it } from 'vitest'
import { codesOf, conditionText, type Meaning, rangesOf } from './search-column.ts'

const hours: Meaning = { kind: 'bins', edges: [6, 12, 17] }
const origins: Meaning = { kind: 'categories', values: ['ATL', null, 'BOS'], shown: true }

describe('conditions on one column', () => {
  it('ask for a category, but not for the rest of them', () => {
    expect(rangesOf(origins)).toEqual([
      { from: 0, to: 0 },
      { from: 2, to: 2 },
    ])
  })

  it('ask for a bin, for a missing number, and for all below or above an edge', () => {
    const words = rangesOf(hours).map((range) => conditionText('hour', hours, range))
    expect(words).toEqual([
      'hour at most 6',
      'hour above 6, at most 12',
      'hour above 12, at most 17',
      'hour above 17',
      'hour missing',
      'hour at most 12',
      'hour at most 17',
      'hour above 6',
      'hour above 12',
    ])
  })

  it('of a number that is the same everywhere ask whether it is given', () => {
    const one: Meaning = { kind: 'bins', edges: [] }
    expect(rangesOf(one).map((range) => conditionText('x', one, range))).toEqual(['x given', 'x missing'])
  })

  it('quote a category only where values may be shown, and long ones in part', () => {
    expect(conditionText('origin', origins, { from: 2, to: 2 })).toBe('origin = BOS')
    expect(conditionText('origin', { ...origins, shown: false }, { from: 2, to: 2 })).toBe('origin = (a value)')
    const long: Meaning = { kind: 'categories', values: ['x'.repeat(101)], shown: true }
    expect(conditionText('y'.repeat(101), long, { from: 0, to: 0 })).toBe(`${'y'.repeat(100)}… = ${'x'.repeat(100)}…`)
  })

  it('have a code for each category, or for each bin and for what is missing', () => {
    expect([codesOf(origins), codesOf(hours)]).toEqual([3, 5])
  })

  it('of two bins ask only for each of them: below the one edge and above it are these', () => {
    expect(rangesOf({ kind: 'bins', edges: [2] })).toEqual([
      { from: 0, to: 0 },
      { from: 1, to: 1 },
      { from: 2, to: 2 },
    ])
  })

  it('quote names and values of a hundred characters whole', () => {
    const whole: Meaning = { kind: 'categories', values: ['x'.repeat(100)], shown: true }
    expect(conditionText('y'.repeat(100), whole, { from: 0, to: 0 })).toBe(`${'y'.repeat(100)} = ${'x'.repeat(100)}`)
  })

  it('cut the name of a column of numbers too', () => {
    expect(conditionText('y'.repeat(101), hours, { from: 4, to: 4 })).toBe(`${'y'.repeat(100)}… missing`)
    expect(conditionText('hour', hours, { from: 0, to: 3 })).toBe('hour given')
    expect(conditionText('hour', hours, { from: 1, to: 2 })).toBe('hour above 6, at most 17')
  })
})
