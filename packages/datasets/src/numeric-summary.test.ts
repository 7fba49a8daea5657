import { describe, expect, it } from 'vitest'
import { openEngine } from './engine.ts'
import { duckdb, fixture } from './fixtures.ts'
import { manyNumbers } from './many-numbers.ts'
import { numericSummary } from './numeric-summary.ts'
import { openTable } from './open-table.ts'
import { sourceOf } from './profile/source.ts'

describe('numericSummary', () => {
  it('says what the scans of many values say of the same rows, with its own edges and with those of a reference', async () => {
    await using data = await fixture()
    await using engine = await openEngine(duckdb, { threads: 2 })
    const columns = [
      '(hash(r) % 800)::int - 300',
      'sin(r % 977) * 1e-3',
      'r // 13',
      '(r % 3)::decimal(9, 2) / 7',
      "case when r % 4 > 0 then 'nan'::double when r % 7 = 0 then 'inf'::double else -r end",
      '1e9 + r % 7',
      'exp(r % 60)',
      'case when r % 3 = 0 then 0 else r / 7 end',
    ]
    for (const rows of [1, 2, 20, 99, 40_009]) {
      const file = await data.parquet(
        `${rows}.parquet`,
        `select ${columns.map((column, at) => `${column} as x${at}`).join(', ')} from range(1, ${rows + 1}) v(r)`,
      )
      const table = await openTable(engine, [file])
      const source = await sourceOf(engine, table, null)
      for (const edges of [null, [-12.5, 0, 0.0005, 50, 1e16]]) {
        const asked = []
        for (const { name, type } of table.columns) {
          const [row] = await engine.rows(
            `select median(x), max(x) - min(x) from (select "${name}"::double as x from ${source.from}) where isfinite(x)`,
          )
          asked.push({ name, type, kind: 'numeric', edges, middle: Number(row?.[0] ?? 0), spread: Number(row?.[1] ?? 0) / 3 } as const)
        }
        const many = await manyNumbers(source, asked)
        for (const [at, { name }] of table.columns.entries()) {
          const counted = await engine.rows(
            `select x, count(*) from (select "${name}"::double as x from ${source.from}) where isfinite(x) group by x order by x`,
          )
          const odd = await engine.rows(`select count_if(isnan(x)), count_if(isinf(x)) from (select "${name}"::double as x from ${source.from})`)
          const [nans = 0, infinities = 0] = (odd[0] ?? []).map(Number)
          const values = { values: Float64Array.from(counted, ([x]) => Number(x) + 0), counts: Float64Array.from(counted, ([, n]) => Number(n)) }
          const summary = numericSummary(values, edges, { nans, infinities })
          const { mean, standardDeviation, skewness, kurtosis, ...exact } = many[at]?.numeric ?? {}
          expect(exact, `${columns[at]} of ${rows}`).toEqual(summary ? withoutMoments(summary) : {})
          if (!summary) continue
          for (const [name, told, known] of [
            ['mean', mean, summary.mean],
            ['deviation', standardDeviation, summary.standardDeviation],
            ['skewness', skewness, summary.skewness],
            ['kurtosis', kurtosis, summary.kurtosis],
          ] as const)
            expect(Math.abs((told ?? 0) - (known ?? 0)), `${name} of ${columns[at]} of ${rows}`).toBeLessThanOrEqual(
              2e-6 * Math.max(1, Math.abs(known ?? 0)),
            )
        }
      }
    }
  })

  it('does not lose small values beside great ones', () => {
    const apart = { values: Float64Array.of(-1e17, 0.5, 1e17), counts: Float64Array.of(3, 6, 3) }
    expect(numericSummary(apart, [])).toMatchObject({ mean: 0.25, counts: [12] })
    const close = { values: Float64Array.of(1e15, 1e15 + 1, 1e15 + 2), counts: Float64Array.of(1001, 1001, 1001) }
    expect(numericSummary(close, [])).toMatchObject({ mean: 1e15, standardDeviation: 0.816632561707 })
  })

  it('says nothing of no values', () => {
    expect(numericSummary({ values: new Float64Array(), counts: new Float64Array() }, null)).toBeNull()
  })

  it('gives quantiles, shape, zeros and a histogram of equal widths', () => {
    const counted = { values: Float64Array.of(-1, 0, 1, 29), counts: Float64Array.of(1, 2, 1, 1) }
    expect(numericSummary(counted, null)).toMatchObject({
      zeros: 2,
      negatives: 1,
      nans: 0,
      // scipy.stats.skew and kurtosis of [-1, 0, 0, 1, 29]
      skewness: 1.488897,
      kurtosis: 0.235218,
      histogram: { counts: [1, 2, 1, ...Array.from({ length: 26 }, () => 0), 1] },
      quantiles: [
        { p: 0, value: -1 },
        { p: 0.01, value: -1 },
        { p: 0.05, value: -1 },
        { p: 0.25, value: 0 },
        { p: 0.5, value: 0 },
        { p: 0.75, value: 1 },
        { p: 0.95, value: 29 },
        { p: 0.99, value: 29 },
        { p: 1, value: 29 },
      ],
    })
  })
})

function withoutMoments(summary: object): object {
  const { mean: _, standardDeviation: __, skewness: ___, kurtosis: ____, ...exact } = summary as Record<string, unknown>
  return exact
}
