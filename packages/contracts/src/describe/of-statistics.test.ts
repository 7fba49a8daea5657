import { describe, expect, it } from 'vitest'
import type { Check, CheckKind, CheckOf } from '../check.ts'
import { none } from '../condition.ts'
import { describeCheck } from '../describe-check.ts'
import { describeDuration } from './duration-words.ts'

type Said<K extends CheckKind> = Omit<CheckOf<K>, 'id' | 'severity' | 'line'>
const words = <K extends CheckKind>(check: Said<K>) => describeCheck({ id: 'c', severity: 'error', line: 1, ...check } as unknown as Check)

const range = { minimum: { value: 1, exclusive: false }, maximum: { value: 2, exclusive: false }, where: null }

describe('the words for statistics', () => {
  it('say the measure and its bounds', () => {
    expect(words<'aggregate'>({ kind: 'aggregate', column: 'x', measure: { name: 'distinct_count' }, ...range })).toBe(
      'distinct count between 1 and 2',
    )
    const quantile = { name: 'quantile', p: 0.9, interpolation: 'linear' } as const
    expect(words<'aggregate'>({ kind: 'aggregate', column: 'x', measure: quantile, ...range, minimum: null })).toBe('quantile 0.9 at most 2')
    const where = { kind: 'compare', column: 'k', operator: '=', value: 'a' } as const
    expect(words<'aggregate'>({ kind: 'aggregate', column: 'x', measure: { ...quantile, interpolation: 'lower' }, ...range, where })).toBe(
      'quantile 0.9 (lower) between 1 and 2, of rows where k = "a"',
    )
  })

  it('say which values are looked for', () => {
    expect(words<'distinct_values'>({ kind: 'distinct_values', column: 'k', values: ['a', 'b'], match: 'superset', where: null })).toBe(
      'values that include "a", "b"',
    )
    expect(words<'most_common'>({ kind: 'most_common', column: 'k', values: ['a'], tiesAllowed: true, where: null })).toBe(
      'the commonest value is one of "a", or as common as one',
    )
    expect(words<'value_share'>({ kind: 'value_share', column: 'k', value: 'y', ...range, maximum: null })).toBe('share of "y" at least 1')
    expect(words<'correlation'>({ kind: 'correlation', columns: ['x', 'y'], method: 'cramers_v', ...range, minimum: null })).toBe(
      "Cramér's V of x and y at most 2",
    )
  })

  it('name the other table, the age and the distance', () => {
    expect(
      words<'foreign_key'>({
        kind: 'foreign_key',
        columns: ['a', 'b'],
        table: 't',
        references: ['c', 'd'],
        ignore: 'any_null',
        condition: none,
        where: null,
      }),
    ).toBe('a, b in c, d of t, where none is null')
    expect(words<'same_rows'>({ kind: 'same_rows', table: 't', columns: null })).toBe('the rows of t')
    expect(words<'same_row_count'>({ kind: 'same_row_count', table: 't' })).toBe('as many rows as t')
    expect(words<'freshness'>({ kind: 'freshness', column: 'x', maxAgeMs: 90_000_000 })).toBe('at most 1 d 1 h old')
    const drift = { kind: 'drift', column: 'x', threshold: 0.1, reference: { kind: 'profile' } } as const
    expect(words<'drift'>({ ...drift, method: 'psi' })).toBe('population stability index at most 0.1 against the reference profile')
    expect(words<'drift'>({ ...drift, method: 'chi_square_p' })).toBe('p of the chi-square test at least 0.1 against the reference profile')
  })
})

describe('describeDuration', () => {
  it('says the two greatest units', () => {
    expect([0, 1, 999, 60_000, 86_400_000, 93_784_000, 86_400_001, 3_600_001].map(describeDuration)).toEqual([
      '0 ms',
      '1 ms',
      '999 ms',
      '1 min',
      '1 d',
      '1 d 2 h',
      '1 d',
      '1 h',
    ])
  })
})
