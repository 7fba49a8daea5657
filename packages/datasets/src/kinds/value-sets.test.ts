import type { Scalar } from '@seaworthy/contracts'
import { describe, expect, it } from 'vitest'
import { type Asked, finding, findings, rowsSql } from './fixtures/compiled-findings.ts'

const where = null
const distinct = (match: 'subset' | 'superset' | 'equal', values: readonly Scalar[], column = 'k'): Asked => ({
  kind: 'distinct_values',
  column,
  values,
  match,
  where,
})
const mostCommon = (values: readonly Scalar[], tiesAllowed = false): Asked => ({ kind: 'most_common', column: 'k', values, tiesAllowed, where })
const share = (value: Scalar, minimum: number | null, maximum: number | null): Asked => ({
  kind: 'value_share',
  column: 'k',
  value,
  where,
  minimum: minimum === null ? null : { value: minimum, exclusive: false },
  maximum: maximum === null ? null : { value: maximum, exclusive: true },
})
const rows = rowsSql('k, n', ["'a', 1", "'b', 2", "'a', 3", "'c', 4", 'null, null'])

describe('distinct_values', () => {
  it('compares what occurs with what is listed, and names the rows that hold something else', async () => {
    const found = await findings(
      [
        distinct('subset', ['a', 'b', 'c', 'd']),
        distinct('superset', ['a', 'b']),
        distinct('equal', ['c', 'b', 'a']),
        distinct('subset', ['a', 'b']),
        distinct('superset', ['a', 'x', 'y']),
        distinct('equal', ['a', 'b', 'x']),
      ],
      { select: rows },
    )
    expect(found.map(({ outcome, failed, share, message, offenders }) => [outcome, failed, share, message, offenders])).toEqual([
      ['pass', 0, 0, null, []],
      ['pass', 0, 0, null, null],
      ['pass', 0, 0, null, []],
      ['fail', 1, 0.2, '1 row has a value that is not listed', [[3n, 0, 'c']]],
      ['fail', 0, 0, '2 listed values do not occur, "x" first', null],
      ['fail', 1, 0.2, '1 row has a value that is not listed; 1 listed value does not occur, "x" that is', [[3n, 0, 'c']]],
    ])
  })

  it('takes no fraction for an integer, and no list for more than it holds', async () => {
    const outcomes = async (...checks: readonly Asked[]) =>
      (await findings(checks, { select: rows })).map(({ outcome, message }) => message ?? outcome)
    expect(
      await outcomes(
        distinct('superset', [1, 2.5], 'n'),
        distinct('equal', [1, 2, 3, 4], 'n'),
        distinct('superset', [], 'n'),
        distinct('subset', [], 'n'),
      ),
    ).toEqual(['1 listed value does not occur, 2.5 that is', 'pass', 'pass', '4 rows have values that are not listed'])
    expect(await outcomes(distinct('subset', ['1'], 'n'), distinct('subset', [true], 'n'))).toEqual([
      '3 rows have values that are not listed',
      'column "n" is INTEGER, and true does not compare with that',
    ])
  })
})

describe('most_common', () => {
  it('looks for the commonest value in a list', async () => {
    const found = await findings([mostCommon(['a', 'z']), mostCommon(['b'])], { select: rows })
    expect(found.map(({ outcome, failed, share, message, offenders }) => [outcome, failed, share, message, offenders])).toEqual([
      ['pass', 0, 0, null, []],
      [
        'fail',
        2,
        0.5,
        'the commonest value comes 2 of 4 times, and is not listed',
        [
          [0n, 0, 'a'],
          [2n, 0, 'a'],
        ],
      ],
    ])
  })

  it('takes one of several equally common values only where ties are allowed', async () => {
    const select = rowsSql('k', ["'a'", "'a'", "'b'", "'b'", "'c'"])
    const found = await findings([mostCommon(['a'], true), mostCommon(['a', 'b'], false), mostCommon(['c'], true)], { select })
    expect(found.map(({ outcome, failed, message }) => [outcome, failed, message])).toEqual([
      ['pass', 0, null],
      ['fail', 0, '2 values are equally common (2 of 5 times each), 2 of them listed'],
      ['fail', 4, '2 values are equally common (2 of 5 times each), 0 of them listed'],
    ])
  })

  it('cannot be told of a column without values', async () => {
    expect(await finding(mostCommon(['a']), { select: 'select null::VARCHAR as k' })).toMatchObject({
      outcome: 'error',
      message: 'column "k" has no values',
    })
  })
})

describe('value_share', () => {
  it('is the share among the values that are not null', async () => {
    const found = await findings([share('a', 0.5, null), share('a', null, 0.5), share('z', null, 0.1), share(1, 0, null)], { select: rows })
    expect(found.map(({ outcome, observed, message }) => [outcome, observed, message])).toEqual([
      ['pass', 0.5, null],
      ['fail', 0.5, null],
      ['pass', 0, null],
      ['error', null, 'column "k" is VARCHAR, and 1 does not compare with that'],
    ])
  })

  it('cannot be told where no value counts', async () => {
    const nobody = { ...share('a', 0, null), where: { kind: 'compare', column: 'n', operator: '>', value: 9 } } as Asked
    expect(await finding(nobody, { select: rows })).toMatchObject({ outcome: 'error', message: 'column "k" has no values in the rows that count' })
  })
})
