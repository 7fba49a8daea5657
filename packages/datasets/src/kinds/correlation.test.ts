import { describe, expect, it } from 'vitest'
import { type Asked, finding, findings, rowsSql } from './fixtures/compiled-findings.ts'
import { reference, referenceSelect } from './fixtures/reference-values.ts'

type Correlation = Extract<Asked, { kind: 'correlation' }>
const correlation = (method: Correlation['method'], columns: string, more: Partial<Correlation> = {}): Correlation => {
  const [left = '', right = ''] = columns.split(' ')
  return { kind: 'correlation', columns: [left, right], method, where: null, minimum: null, maximum: null, ...more }
}

describe('correlation', () => {
  it.each(['pearson', 'cramers_v'] as const)("finds scipy's %s", async (method) => {
    const wanted = Object.entries(reference.correlation[method])
    const found = await findings(
      wanted.map(([columns]) => correlation(method, columns)),
      { select: referenceSelect },
    )
    const errors = wanted.map(([columns, value], at) => [columns, Math.abs(Number(found[at]?.observed) / value - 1)])
    expect(errors.filter(([, error]) => !(Number(error) < 1e-12))).toEqual([])
    expect(errors.length).toBeGreaterThan(1)
  })

  it('is 1 of a column and itself, and -1 of its opposite', async () => {
    const select = 'select i + 0.5 as x, -3 * (i + 0.5) as y, (i % 4)::VARCHAR as k from range(100) t(i)'
    const found = await findings([correlation('pearson', 'x x'), correlation('pearson', 'x y'), correlation('cramers_v', 'k k')], { select })
    expect(found.map(({ observed }) => observed)).toEqual([1, -1, 1])
  })

  it('compares with its bounds, over the rows that count', async () => {
    const select = rowsSql('x, y, k', ['1, 1.0, true', '2, 2, true', '3, 5, true', '4, -100, false', 'null, 1, true'])
    const where = { kind: 'compare', column: 'k', operator: '=', value: true } as const
    const found = await findings(
      [
        correlation('pearson', 'x y', { where, minimum: { value: 0.9, exclusive: false } }),
        correlation('pearson', 'x y', { minimum: { value: 0.9, exclusive: false } }),
      ],
      { select },
    )
    expect(found.map(({ outcome }) => outcome)).toEqual(['pass', 'fail'])
    expect(found[0]?.observed).toBeCloseTo(0.960768922830523, 14)
  })

  it('cannot be told of constants, of NaN, or of what is no number', async () => {
    const select = "select unnest([1, 2, 3]) as x, 5 as c, unnest(['1', 'nan', '3']::DOUBLE[]) as n, 'a' as s"
    const checks = [correlation('pearson', 'x c'), correlation('pearson', 'x n'), correlation('pearson', 'x s'), correlation('cramers_v', 'x s')]
    expect((await findings(checks, { select })).map(({ outcome, message }) => [outcome, message])).toEqual([
      ['error', 'columns "x" and "c" have no two rows in which both differ'],
      ['error', '1 row has a NaN or an infinity in one of the columns: there is no such number about them'],
      ['error', 'column "s" is VARCHAR, not number'],
      ['error', 'columns "x" and "s" have no two values each, in rows where both have one'],
    ])
  })

  it('counts the empty cells of a table', async () => {
    // scipy.stats.chi2_contingency([[3, 0, 0], [0, 2, 1], [0, 0, 4]]): 15.3333…, of 10 rows
    const select = rowsSql('a, b', [...Array(3).fill("'p', 1"), ...Array(2).fill("'q', 2"), "'q', 3", ...Array(4).fill("'r', 3")])
    expect((await finding(correlation('cramers_v', 'a b'), { select })).observed).toBeCloseTo(Math.sqrt(46 / 3 / 10 / 2), 14)
  })
})
