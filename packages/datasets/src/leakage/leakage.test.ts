import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fixture } from '../fixtures.ts'
import { outOfFoldRates, rankCorrelation, rocArea } from './feature-auc.ts'
import type { LeakageKind } from './leakage.ts'

const kinds: ReadonlySet<LeakageKind> = new Set(['duplicate_rows', 'shared_ids', 'time_overlap', 'conflicting_labels', 'label_in_feature'])

async function splits(train: string, test: string, options: { threads?: number; ids?: string[]; time?: string | null } = {}) {
  await using data = await fixture(options.threads === undefined ? {} : { threads: options.threads })
  const one = await data.parquet('train.parquet', train)
  const other = await data.parquet('test.parquet', test)
  return await data.session.leakage({
    train: { files: [one], window: null },
    test: { files: [other], window: null },
    ids: options.ids ?? [],
    label: 'y',
    time: options.time ?? null,
    kinds,
  })
}

const rows = (values: string) => `select * from (values ${values}) t(id, a, b, y)`

describe('leakage', () => {
  it('counts rows of test that stand in train, a null equal to a null', async () => {
    const found = await splits(
      rows("(1, 1.5, 'x', 0), (2, null, 'y', 1), (3, 2.5, 'z', 0)"),
      rows("(1, 1.5, 'x', 0), (2, null, 'y', 1), (3, 2.5, 'z', 1)"),
    )
    expect([found.testRows, found.duplicateRows]).toEqual([3, 2])
  })

  it('counts rows of test whose id stands in train, and none for a missing id', async () => {
    const train = rows("(1, 1.0, 'x', 0), (null, 2.0, 'y', 1)")
    const found = await splits(train, rows("(1, 9.0, 'q', 1), (1, 8.0, 'r', 0), (null, 7.0, 's', 1), (4, 6.0, 't', 0)"), { ids: ['id'] })
    expect(found.sharedIds).toBe(2)
  })

  it('says nothing of ids that are not declared or not there', async () => {
    expect((await splits(rows("(1, 1.0, 'x', 0)"), rows("(1, 1.0, 'x', 0)"))).sharedIds).toBeNull()
    expect((await splits(rows("(1, 1.0, 'x', 0)"), rows("(1, 1.0, 'x', 0)"), { ids: ['user'] })).sharedIds).toBeNull()
  })

  it('counts equal features with different labels, in each split and between them', async () => {
    const train = "select 'a' as f, 1 as y union all select 'a', 1 union all select 'b', 0"
    const test = "select 'a' as f, 0 as y union all select 'b', 0 union all select 'c', null"
    expect((await splits(train, test)).conflictingLabels).toEqual({ train: 2, test: 1 })
  })

  it('says how far test reaches back into the time of train', async () => {
    const at = (days: string) => `select (DATE '2024-01-01' + unnest([${days}]))::TIMESTAMP as t, 1 as y`
    const found = await splits(at('0, 1, 5'), at('4, 5, 6'), { time: 't' })
    expect(found.timeOverlap).toEqual({ rows: 2, trainUntil: '2024-01-06T00:00:00', testFrom: '2024-01-05T00:00:00' })
    expect((await splits(at('0, 1'), at('2, 3'), { time: 't' })).timeOverlap).toBeNull()
  })

  it('tells two windows of one file of text apart', async () => {
    await using data = await fixture()
    const file = await data.text('all.csv', 't,a,y\n2024-01-01,1,0\n2024-01-02,2,1\n2024-01-03,3,0\n2024-01-04,4,1\n')
    const split = (after: string | null, until: string) => ({ files: [file], window: { time: 't', after, until } })
    const asked = { ids: [], label: 'y', time: 't', kinds }
    const [first, second] = [split(null, '2024-01-02T00:00:00'), split('2024-01-02T00:00:00', '2024-01-04T00:00:00')]
    expect((await data.session.leakage({ ...asked, train: first, test: second })).timeOverlap).toBeNull()
    expect((await data.session.leakage({ ...asked, train: second, test: first })).timeOverlap).toMatchObject({ rows: 2 })
  })

  it('finds a number, a category and a missing value that give the label away, and no id', async () => {
    const select =
      "select i as id, i % 2 as y, case when i % 2 = 1 then i + 1000 else i % 900 end as number, case when i % 2 = 1 then 'late' else 'on time' end as word, case when i % 2 = 1 then null else i % 7 end as gap, (i * 7919) % 1000 as noise, 'u' || i as user from range(2000) t(i)"
    const found = await splits(select, select, { ids: ['id'] })
    expect(found.labelFeatures?.found.map(({ column, value }) => [column, value])).toEqual([
      ['gap', 1],
      ['number', 1],
      ['word', 1],
    ])
  })

  it('measures a label that is a number by rank correlation', async () => {
    const select = 'select i as y, i * i as square, hash(i) % 100 as noise from range(1000) t(i)'
    expect((await splits(select, select)).labelFeatures?.found).toEqual([{ column: 'square', measure: 'spearman', value: 1 }])
  })

  it('gives the same answer on one thread and on four, from a sample too', async () => {
    const select = 'select i % 2 as y, i % 2 + (hash(i) % 1000) / 900.0 as x, hash(i + 1) % 50 as z from range(300000) t(i)'
    const [one, four] = [await splits(select, select, { threads: 1 }), await splits(select, select, { threads: 4 })]
    expect(four).toEqual(one)
    expect(one.labelFeatures).toMatchObject({ rows: 99_618, found: [{ column: 'x' }] })
  })

  it('is nothing where only the labels differ by chance', async () => {
    const select = (salt: number) => `select hash(i + ${salt}) % 2 as y, i + ${salt} as a from range(3000) t(i)`
    const found = await splits(select(0), select(10000))
    expect([found.duplicateRows, found.conflictingLabels, found.labelFeatures?.found]).toEqual([0, { train: 0, test: 0 }, []])
  })
})

describe('rocArea', () => {
  it('is the share of pairs in order, ties counting half', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.boolean()), { minLength: 2, maxLength: 40 }), (pairs) => {
        const positive = pairs.filter(([, is]) => is)
        const negative = pairs.filter(([, is]) => !is)
        const wins = positive.flatMap(([p]) => negative.map(([n]) => (p > n ? 1 : p === n ? 0.5 : 0)))
        const expected = wins.length === 0 ? 0.5 : wins.reduce<number>((sum, one) => sum + one, 0) / wins.length
        const area = rocArea(
          Float64Array.from(pairs, ([value]) => value),
          Uint8Array.from(pairs, ([, is]) => Number(is)),
        )
        expect(area).toBeCloseTo(expected, 12)
      }),
    )
  })

  it('is one half where a class is missing', () => {
    expect(rocArea(Float64Array.of(1, 2), Uint8Array.of(1, 1))).toBe(0.5)
  })
})

describe('outOfFoldRates', () => {
  it('scores each half by the other', () => {
    expect([...outOfFoldRates(['a', 'a', 'b', null], Uint8Array.of(1, 0, 1, 0))]).toEqual([0, 1, 0, 1])
  })
})

describe('rankCorrelation', () => {
  it('puts ties at their mean rank', () => {
    // scipy.stats.spearmanr([1, 2, 2, 4], [1, 3, 2, 4]).statistic
    expect(rankCorrelation(Float64Array.of(1, 2, 2, 4), Float64Array.of(1, 3, 2, 4))).toBeCloseTo(0.9486832980505138, 14)
  })

  it('is 0 for a constant', () => {
    expect(rankCorrelation(Float64Array.of(1, 1), Float64Array.of(1, 2))).toBe(0)
  })
})
