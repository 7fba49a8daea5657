import type { Check, CheckOf } from '@seaworthy/contracts'
import { describe, expect, it } from 'vitest'
import { fixture } from './fixtures.ts'
import { type Asked, findings } from './kinds/fixtures/compiled-findings.ts'
import { type ReferenceColumn, withReferenceProfile } from './reference-profile.ts'

const drift = (column: string, method: CheckOf<'drift'>['method'] = 'l_infinity'): Check => ({
  kind: 'drift',
  id: column,
  severity: 'error',
  line: 1,
  column,
  method,
  threshold: 1e-12,
  reference: { kind: 'profile' },
})
const column = (more: Partial<ReferenceColumn>): ReferenceColumn => ({
  name: 'x',
  kind: 'categorical',
  count: 3,
  distinct: 2,
  numeric: null,
  categories: [
    { value: 'a', count: 2 },
    { value: 'b', count: 1 },
  ],
  ...more,
})
const reference = (more: Partial<ReferenceColumn>) => {
  const check = drift('x')
  const { checks, faults } = withReferenceProfile([check], { columns: [column(more)] })
  return faults.get(check) ?? (checks[0]?.kind === 'drift' ? checks[0].reference : null)
}

describe('withReferenceProfile', () => {
  it('finds no drift of data from their own profile, and the shift of other data', async () => {
    await using data = await fixture()
    const rows = (shift: number) =>
      `select (i * 37 % 1000) / 7 + ${shift} as x, (i % 9 + ${shift})::INTEGER as few, 'k' || (i * i % ${11 + shift}) as k, i % 3 = 0 as b, 5 as same from range(5000) t(i)`
    const profile = await data.session.profile({ files: [await data.parquet('a.parquet', rows(0))], window: null })
    const methods = ['l_infinity', 'ks', 'jensen_shannon', 'kl_divergence', 'wasserstein', 'normalized_abs_difference', 'psi'] as const
    const numbers = methods.flatMap((method) => ['x', 'few', 'same'].map((name) => drift(name, method)))
    const texts = (['l_infinity', 'psi', 'kl_divergence'] as const).flatMap((method) => ['k', 'b'].map((name) => drift(name, method)))
    const { checks, faults } = withReferenceProfile([...numbers, ...texts, { ...drift('x', 'chi_square_p'), threshold: 0.9 } as Check], profile)
    expect(faults.size).toBe(0)
    const own = await findings(checks as readonly Asked[], { select: rows(0) })
    expect(own.filter(({ outcome }) => outcome !== 'pass')).toEqual([])
    const other = await findings(checks as readonly Asked[], { select: rows(2) })
    expect(other.map(({ outcome }, at) => [checks[at]?.id, outcome])).toEqual(
      checks.map(({ id }) => [id, id === 'b' || id === 'same' ? 'pass' : 'fail']),
    )
  })

  it('leaves other checks alone', () => {
    const others: readonly Check[] = [
      { kind: 'same_row_count', id: 's', severity: 'error', line: 1, table: 't' },
      { ...drift('x'), reference: { kind: 'values', values: ['a'], weights: [1] } } as Check,
    ]
    const { checks, faults } = withReferenceProfile(others, null)
    expect([checks[0] === others[0], checks[1] === others[1], faults.size]).toEqual([true, true, 0])
  })

  it('takes bins that end with their edges, open ones where the ends are hidden', () => {
    expect(reference({ kind: 'numeric', numeric: { min: 0, max: 4, edges: [1, 2], counts: [3, 4, 5] } })).toEqual({
      kind: 'bins',
      edges: [0, 1 + 2 ** -52, 2 + 2 ** -51, 4],
      weights: [3, 4, 5],
      tails: [0, 0],
    })
    expect(reference({ kind: 'numeric', numeric: { min: null, max: null, edges: [-1], counts: [3, 4] } })).toEqual({
      kind: 'bins',
      edges: [Number.NEGATIVE_INFINITY, -1 + 2 ** -53, Number.POSITIVE_INFINITY],
      weights: [3, 4],
      tails: [0, 0],
    })
  })

  it('says what a profile lacks', () => {
    const check = drift('delay')
    const faultOf = (profile: Parameters<typeof withReferenceProfile>[1]) => withReferenceProfile([check], profile).faults.get(check)
    expect(faultOf(null)).toBe('the check needs a reference profile, and none was given')
    expect(faultOf({ columns: [column({ name: 'delays' })] })).toBe('the reference profile has no column "delay" (did you mean "delays"?)')
    expect(reference({ count: 0 })).toBe('column "x" of the reference profile has no values')
    expect(reference({ kind: 'datetime' })).toBe('the reference profile keeps no distribution of the times of column "x"')
    expect(reference({ kind: 'numeric' })).toBe('the reference profile keeps no bins of column "x"')
    expect(reference({ hidden: true })).toBe('the values of column "x" are hidden in the reference profile: there is nothing to compare with')
    expect(reference({ count: 4 })).toBe('the reference profile keeps 2 of the 2 distinct values of column "x": too few to compare with')
    expect(reference({ count: 4, distinct: null })).toBe(
      'the reference profile keeps 2 of the many distinct values of column "x": too few to compare with',
    )
  })
})
