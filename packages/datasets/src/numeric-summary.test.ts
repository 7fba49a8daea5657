import { describe, expect, it } from 'vitest'
import { countedNumbers } from './counted-values.ts'
import { openEngine } from './engine.ts'
import { duckdb } from './fixtures.ts'
import { manyNumbers } from './many-numbers.ts'
import { numericSummary } from './numeric-summary.ts'

describe('numericSummary', () => {
  it('says what DuckDB says of the same rows, with its own edges and with those of a reference', async () => {
    await using engine = await openEngine(duckdb, { threads: 2 })
    const columns = [
      '(hash(r) % 800)::int - 300',
      'sin(r % 977) * 1e-3',
      'r // 13',
      '(r % 3)::decimal(9, 2) / 7',
      "case when r % 4 > 0 then 'nan'::double end",
      '1e9 + r % 7',
    ]
    for (const rows of [1, 2, 19, 20, 21, 99, 1000, 40_009])
      for (const column of columns)
        for (const edges of [null, [], [-12.5, 0, 0.0005, 50, 1e16]]) {
          const source = { from: `(select ${column} as x from range(1, ${rows + 1}) v(r))`, name: 'x', type: 'any', kind: 'numeric' } as const
          const counted = await countedNumbers(engine, source)
          if (!counted) throw new Error(`${column} has too many values for the test`)
          const summary = numericSummary(counted, edges)
          if (summary) expect(summary, `${column} of ${rows}`).toEqual((await manyNumbers(engine, source, edges)).numeric)
          else expect(counted.values).toHaveLength(0)
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
})

describe('countedNumbers', () => {
  it('counts equal numbers once, whatever type holds them', async () => {
    await using engine = await openEngine(duckdb)
    const counted = (values: string) => countedNumbers(engine, { from: `(select unnest([${values}]) as x)`, name: 'x', type: 'any', kind: 'numeric' })
    expect(await counted(`'-0'::double, 0, null, 'nan', 'inf', -1`)).toEqual({ values: Float64Array.of(-1, 0), counts: Float64Array.of(1, 2) })
    expect(await counted('9007199254740992, 9007199254740993')).toEqual({ values: Float64Array.of(2 ** 53), counts: Float64Array.of(2) })
  })

  it('gives up above ten thousand values', async () => {
    await using engine = await openEngine(duckdb)
    const ofValues = (values: number) => ({ from: `range(${values}) v(x)`, name: 'x', type: 'BIGINT', kind: 'numeric' }) as const
    expect((await countedNumbers(engine, ofValues(10_000)))?.values).toHaveLength(10_000)
    expect(await countedNumbers(engine, ofValues(10_001))).toBeNull()
  })
})
