import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Bound, MeasureName } from '@seaworthy/contracts'
import { describe, expect, it } from 'vitest'
import { openEngine } from '../engine.ts'
import { duckdb } from '../fixtures.ts'
import { type Asked, finding, findings, rowsSql } from './fixtures/compiled-findings.ts'
import { reference, referenceSelect } from './fixtures/reference-values.ts'

type Named = Exclude<MeasureName, 'quantile'>
type Aggregate = Extract<Asked, { kind: 'aggregate' }>
const aggregate = (name: Named, column = 'x', more: Partial<Aggregate> = {}): Aggregate => ({
  kind: 'aggregate',
  column,
  measure: { name },
  where: null,
  minimum: null,
  maximum: null,
  ...more,
})
const bound = (value: Bound['value'], exclusive = false): Bound => ({ value, exclusive })
const seen = async (select: string, ...checks: readonly Aggregate[]) =>
  (await findings(checks, { select })).map(({ observed, message }) => message ?? observed)
const relativeError = (found: unknown, wanted: number) => (Number(found) === wanted ? 0 : Math.abs(Number(found) - wanted) / Math.abs(wanted))

describe('aggregate', () => {
  it.each(Object.keys(reference.measures))('finds what numpy, scipy and exact fractions find on column %s', async (column) => {
    const wanted = Object.entries(reference.measures[column] ?? {}) as [Named, number][]
    const found = await findings(
      wanted.map(([name]) => aggregate(name, column)),
      { select: referenceSelect },
    )
    const errors = wanted.map(([name, value], at) => [name, relativeError(found[at]?.observed, value)])
    expect(errors.filter(([, error]) => !(Number(error) < 1e-12))).toEqual([])
    expect(wanted.length).toBeGreaterThan(7)
  })

  it.each(Object.keys(reference.quantiles))('takes the quantiles of column %s as numpy does, by each interpolation', async (column) => {
    const wanted = reference.quantiles[column] ?? []
    const checks = wanted.map(([p, interpolation]): Aggregate => ({ ...aggregate('min', column), measure: { name: 'quantile', p, interpolation } }))
    const found = await findings(checks, { select: referenceSelect })
    const errors = wanted.map(([p, interpolation, value], at) => [p, interpolation, relativeError(found[at]?.observed, value)])
    expect(errors.filter(([, , error]) => !(Number(error) < 1e-12))).toEqual([])
  })

  it('finds the same bits in five runs, with one thread and with four, from Parquet', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'seaworthy-kinds-'))
    const path = join(folder, 'a.parquet')
    try {
      await using engine = await openEngine(duckdb, { threads: 1 })
      await engine.run('select setseed(0.5)')
      const values = `(random() - 0.5) * exp(20 * random()) as x, 1e9 + random() as y, (random() * 50)::int as k`
      await engine.run(`copy (select ${values} from range(120000)) to '${path}' (format parquet, row_group_size 10000)`)
      const names: readonly Named[] = ['sum', 'mean', 'stdev', 'variance', 'skewness', 'kurtosis', 'median', 'iqr', 'entropy']
      const checks = names.flatMap((name) => [aggregate(name), aggregate(name, 'y'), aggregate(name, 'k')])
      const run = (threads: number) => findings([...checks, pearson], { select: `select * from '${path}'`, threads })
      const first = await run(1)
      expect(first.filter(({ outcome }) => outcome !== 'pass')).toEqual([])
      for (const threads of [1, 4, 4, 4, 4]) expect(JSON.stringify(await run(threads))).toBe(JSON.stringify(first))
      const text = (threads: number) =>
        findings([aggregate('sum'), aggregate('mean', 'y')], { select: `select * from '${path}'`, threads, asText: true })
      for (const threads of [1, 4]) expect(await text(threads)).toEqual([first[0], first[4]])
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  it('finds the sums of text files in the one scan, with the same results', async () => {
    const columns = ['x', 'far', 'skewed', 'same', 'one']
    const found = await findings(
      columns.flatMap((column) => [aggregate('sum', column), aggregate('mean', column)]),
      { select: referenceSelect, asText: true },
    )
    const wanted = columns.flatMap((column) => [reference.measures[column]?.sum, reference.measures[column]?.mean])
    expect(found.map(({ observed }) => observed)).toEqual(wanted)
    const where = { kind: 'compare', column: 'grade', operator: '=', value: 'a' } as const
    const both = await Promise.all([true, false].map((asText) => finding(aggregate('mean', 'wide', { where }), { select: referenceSelect, asText })))
    expect(both[0]).toEqual(both[1])
    expect(both[0]?.outcome).toBe('pass')
  })

  it('adds up in text files what cancels, and refuses numbers that are too large or too small for that', async () => {
    const sum = async (...values: readonly (number | string)[]) => {
      const select = `select unnest([${values.map((value) => `'${value}'::DOUBLE`)}]) as x`
      const { observed, message } = await finding(aggregate('sum'), { select, asText: true })
      return message ?? observed
    }
    const refused = (what: string) => `values of column "x" are ${what}: in text files such numbers are not added up, in Parquet they are`
    expect(await sum(1e55, 1e-20, -1e55)).toBe(1e-20)
    expect(await sum(0.1, 0.2, 0.3, -0.6)).toBe(2.7755575615628914e-17)
    expect(await sum(0, -0)).toBe(0)
    expect(await sum(1e57)).toBe(refused('beyond 1e56'))
    expect(await sum(1e-30, -9e-25)).toBe(refused('all below 1e-24'))
    expect(await sum(1e-30, 1)).toBe(1)
    expect(await sum(1, 'infinity')).toBe('Infinity')
    expect(await sum(1, 'nan')).toBe('1 value of column "x" is NaN: there is no such number about them')
    expect(await sum('-infinity', 'infinity')).toBe('2 values of column "x" are infinite: there is no such number about them')
  })

  it('compares with both ends, inclusive or not, and 0.1 is 0.1 in any type', async () => {
    const select = `select unnest([0.1, 0.1])::DECIMAL(4, 2) as d, 0.1::DOUBLE as x, 9007199254740993 as n`
    const outcomes = async (column: string, minimum: Bound | null, maximum: Bound | null) =>
      (await finding(aggregate('max', column, { minimum, maximum }), { select })).outcome
    expect(await outcomes('d', bound(0.1), bound(0.1))).toBe('pass')
    expect(await outcomes('x', bound(0.1), bound('0.10'))).toBe('pass')
    expect(await outcomes('d', bound(0.1, true), null)).toBe('fail')
    expect(await outcomes('x', null, bound(0.1, true))).toBe('fail')
    expect(await outcomes('n', bound('9007199254740993'), null)).toBe('pass')
    expect(await outcomes('n', bound('9007199254740993', true), null)).toBe('fail')
    expect(await outcomes('n', null, bound('9007199254740992'))).toBe('fail')
  })

  it('shows long integers and sums in all digits', async () => {
    const select = 'select unnest([9223372036854775807, 9223372036854775807, 4]) as x, unnest([0.25, 0.5, 1000])::DECIMAL(18, 2) as d'
    expect(await seen(select, aggregate('sum'), aggregate('max'), aggregate('min'), aggregate('sum', 'd'))).toEqual([
      '18446744073709551618',
      '9223372036854775807',
      4,
      1000.75,
    ])
  })

  it('takes extremes of days, times and texts, as texts, with ISO bounds', async () => {
    const select = rowsSql('d, t, s', [
      "DATE '2024-01-31', TIMESTAMP '2024-01-31 10:00:00.5', 'b'",
      "DATE '2023-12-01', null, 'ä'",
      "null, null, 'B'",
    ])
    expect(await seen(select, aggregate('min', 'd'), aggregate('max', 't'), aggregate('min', 's'), aggregate('max', 's'))).toEqual([
      '2023-12-01',
      '2024-01-31 10:00:00.5',
      'B',
      'ä',
    ])
    const within = { minimum: bound('2023-12-01'), maximum: bound('2024-01-31T10:00:00.5') }
    const found = await findings(
      [
        aggregate('max', 't', within),
        aggregate('max', 't', { maximum: bound('2024-01-31T10:00:00.5', true) }),
        aggregate('min', 'd', { minimum: bound('2023-12-02') }),
        aggregate('min', 'd', { minimum: bound('yesterday') }),
        aggregate('max', 's', { maximum: bound('z') }),
      ],
      { select },
    )
    expect(found.map(({ outcome, message }) => message ?? outcome)).toEqual([
      'pass',
      'fail',
      'fail',
      'column "d" is DATE, and "yesterday" does not compare with that',
      'fail',
    ])
  })

  it('looks only at the rows that count', async () => {
    const select = rowsSql('x, k', ["1.5::DOUBLE, 'a'", "2.5, 'a'", "100, 'b'", '7, null'])
    const where = { kind: 'compare', column: 'k', operator: '=', value: 'a' } as const
    const names: readonly Named[] = [
      'sum',
      'mean',
      'stdev',
      'median',
      'max',
      'value_count',
      'value_share',
      'distinct_count',
      'skewness',
      'zero_count',
    ]
    const found = await seen(select, ...names.map((name) => aggregate(name, 'x', { where })))
    expect(found).toEqual([4, 2, Math.SQRT1_2, 2, 2.5, 2, 1, 2, 0, 0])
    const lower = { ...aggregate('min', 'x', { where }), measure: { name: 'quantile', p: 0.9, interpolation: 'lower' } } as const
    expect(await seen(select, lower)).toEqual([1.5])
    const nobody = { ...where, value: 'z' }
    expect(await seen(select, aggregate('mean', 'x', { where: nobody }), aggregate('value_share', 'x', { where: nobody }))).toEqual([
      'column "x" has no values in the rows that count',
      'no row counts',
    ])
  })

  it('cannot tell numbers about a column without values, except counts', async () => {
    const names: readonly Named[] = [
      'min',
      'sum',
      'mean',
      'median',
      'stdev',
      'skewness',
      'entropy',
      'distinct_share',
      'value_count',
      'distinct_count',
      'zero_count',
      'value_share',
    ]
    expect(await seen('select null::DOUBLE as x', ...names.map((name) => aggregate(name)))).toEqual([
      ...Array(5).fill('column "x" has no values'),
      'column "x" has no values that differ',
      ...Array(2).fill('column "x" has no values'),
      ...Array(4).fill(0),
    ])
  })

  it('cannot tell numbers about NaN, and says how many there are; they count as values', async () => {
    const select = "select unnest(['1', 'nan', 'nan']::DOUBLE[]) as x"
    const message = '2 values of column "x" are NaN: there is no such number about them'
    const names: readonly Named[] = ['min', 'max', 'sum', 'mean', 'stdev', 'median', 'kurtosis']
    expect(await seen(select, ...names.map((name) => aggregate(name)))).toEqual(names.map(() => message))
    expect(await seen(select, aggregate('value_count'), aggregate('distinct_count'), aggregate('most_common_share'))).toEqual([3, 2, 2 / 3])
    expect((await finding(aggregate('mean'), { select })).outcome).toBe('error')
  })

  it('makes a mean infinite where infinities have one sign, and nothing of both or of deviations', async () => {
    const one = "select unnest(['1', 'infinity']::DOUBLE[]) as x"
    const both = "select unnest(['-infinity', 'infinity']::DOUBLE[]) as x"
    const message = (count: string) => `${count} infinite: there is no such number about them`
    expect(await seen(one, aggregate('mean'), aggregate('max'), aggregate('stdev'))).toEqual([
      'Infinity',
      'Infinity',
      message('1 value of column "x" is'),
    ])
    expect(await seen(both, aggregate('sum'), aggregate('median'))).toEqual([message('2 values of column "x" are'), 'the values yield no number'])
    expect((await finding(aggregate('mean', 'x', { maximum: bound(5) }), { select: one })).outcome).toBe('fail')
  })

  it('needs two values for a deviation, and values that differ for a shape', async () => {
    const one = 'select 5.0::DOUBLE as x'
    const same = 'select unnest([5.0, 5.0])::DOUBLE as x'
    expect(await seen(one, aggregate('stdev'), aggregate('stdev_population'))).toEqual(['column "x" has one value, and a deviation needs two', 0])
    expect(await seen(same, aggregate('stdev'), aggregate('kurtosis'))).toEqual([0, 'column "x" has no values that differ'])
  })

  it('adds up numbers that cancel without loss, and numbers near both ends of the doubles', async () => {
    const sum = async (...values: readonly number[]) =>
      (await seen(`select unnest([${values.map((value) => `'${value}'::DOUBLE`)}]) as x`, aggregate('sum')))[0]
    expect(await sum(1e100, 1, -1e100)).toBe(1)
    expect(await sum(0.1, 0.2, 0.3, -0.6)).toBe(2.7755575615628914e-17)
    expect(await sum(2 ** -500, -(2 ** -501))).toBe(2 ** -501)
    expect(await sum(Number.MAX_VALUE, -Number.MAX_VALUE / 2)).toBe(Number.MAX_VALUE / 2)
    expect(await sum(Number.MAX_VALUE, Number.MAX_VALUE)).toBe('Infinity')
    expect(await sum(0, -0)).toBe(0)
  })

  it('refuses measures that the type does not have', async () => {
    const select = "select 'a' as s, 1 as n, true as b, [1] as l"
    expect(await seen(select, aggregate('mean', 's'), aggregate('mean_length', 'n'), aggregate('sum', 'b'), aggregate('min', 'l'))).toEqual([
      'column "s" is VARCHAR, not number, and has no mean',
      'column "n" is INTEGER, not string, and has no mean length',
      'column "b" is BOOLEAN, not number, and has no sum',
      'column "l" is INTEGER[], not a type with an order, and has no min',
    ])
    const quantile = { ...aggregate('min', 'n'), measure: { name: 'quantile', p: 1.5, interpolation: 'linear' } } as const
    expect(await seen(select, quantile)).toEqual(['a quantile of 1.5 is not within 0 and 1'])
  })

  it('cannot tell anything of a column that is not there', async () => {
    expect(await seen('select 1 as delay', aggregate('mean', 'delays'))).toEqual(['the data have no column "delays" (did you mean "delay"?)'])
  })

  it('takes columns whose names are SQL', async () => {
    expect(
      await seen(`select 2.0::DOUBLE as "v"")); drop", 3.0::DOUBLE as e`, aggregate('mean', 'v")); drop'), aggregate('stdev_population', 'e')),
    ).toEqual([2, 0])
  })
})

const pearson: Asked = { kind: 'correlation', columns: ['x', 'y'], method: 'pearson', where: null, minimum: null, maximum: null }
