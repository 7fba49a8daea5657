import { describe, expect, it } from 'vitest'
import { flattenParameters } from './parameters.ts'

describe('flattenParameters', () => {
  it('names each leaf by its path', () => {
    const value = { model: 'boosting', trees: { depth: 6, rates: [0.1, 0.2] }, on: true, none: null, empty: {} }
    expect(flattenParameters(value)).toEqual({
      model: 'boosting',
      'trees.depth': 6,
      'trees.rates.0': 0.1,
      'trees.rates.1': 0.2,
      on: true,
      none: null,
    })
  })

  it('writes as text what JSON cannot hold, and cuts long text', () => {
    const value = { since: new Date(Date.UTC(2001, 0, 1)), cap: Number.POSITIVE_INFINITY, seed: 2n ** 60n, note: 'x'.repeat(2000) }
    expect(flattenParameters(value)).toEqual({
      since: '2001-01-01T00:00:00.000Z',
      cap: 'Infinity',
      seed: '1152921504606846976',
      note: 'x'.repeat(1000),
    })
  })

  it('takes an empty file as no parameters', () => {
    expect(flattenParameters(null)).toEqual({})
  })

  it.each([
    ['a bare number', 3],
    ['a path used twice', { 'a.b': 1, a: { b: 2 } }],
    ['too many', Array.from({ length: 1001 }, () => 0)],
    ['a function', { a: () => 0 }],
  ])('refuses %s', (_, value) => {
    expect(() => flattenParameters(value)).toThrow(expect.objectContaining({ code: 'PARAMETERS_INVALID' }))
  })
})
