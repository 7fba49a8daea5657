import { describe, expect, it } from 'vitest'
import { openEngine } from './engine.ts'
import { duckdb, fixture } from './fixtures.ts'
import { digestOf } from './profile/hidden-values.ts'

const all = { window: null }

describe('profile', () => {
  it('gives exact counts, moments, quantile bins and categories', async () => {
    await using data = await fixture()
    const file = await data.parquet(
      'a.parquet',
      `select r as n, case when r = 1 then 'nan'::double when r = 2 then null else r / 2 end as x, case when r % 10 = 0 then null else 'k' || r % 3 end as s,
       r > 50 as b, timestamp '2001-01-01 00:00:00.5' + interval (r) day as t, r as skipped from range(1, 101) v(r)`,
    )
    const profile = await data.session.profile({ files: [file], ...all, omit: ['skipped'] })
    expect(profile).toMatchObject({ schema: 'seaworthy.profile/1', rows: 100, window: null })
    const [n, x, s, b, t] = profile.columns
    expect(n).toMatchObject({
      name: 'n',
      type: 'BIGINT',
      kind: 'numeric',
      count: 100,
      missing: 0,
      distinct: 100,
      numeric: {
        min: 1,
        max: 100,
        mean: 50.5,
        standardDeviation: 29.0114919759,
        edges: Array.from({ length: 19 }, (_, at) => 5 * (at + 1)),
        counts: Array.from({ length: 20 }, () => 5),
      },
      categories: null,
      datetime: null,
      order: 'increasing',
      hidden: false,
    })
    expect(x).toMatchObject({ count: 98, missing: 2, numeric: { min: 1.5, max: 50, nans: 1 } })
    expect(s).toMatchObject({ kind: 'categorical', count: 90, missing: 10, distinct: 3, numeric: null })
    expect(s?.categories).toEqual([
      { value: 'k0', count: 30 },
      { value: 'k1', count: 30 },
      { value: 'k2', count: 30 },
    ])
    expect(b?.categories).toEqual([
      { value: 'false', count: 50 },
      { value: 'true', count: 50 },
    ])
    expect(t).toMatchObject({ kind: 'datetime', datetime: { min: '2001-01-02T00:00:00.500000', max: '2001-04-11T00:00:00.500000' } })
  })

  it('merges equal quantiles, so that no bin of the reference is empty', async () => {
    await using data = await fixture()
    const file = await data.parquet(
      'a.parquet',
      'select case when r < 90 then 0 else r end as n, 7 as constant, null::int as none from range(100) v(r)',
    )
    const [n, constant, none] = (await data.session.profile({ files: [file], ...all })).columns
    expect(n?.numeric).toMatchObject({ edges: [0, 94], counts: [90, 5, 5] })
    expect(constant?.numeric).toMatchObject({ min: 7, max: 7, mean: 7, standardDeviation: 0, edges: [], counts: [100] })
    expect(none).toMatchObject({ count: 0, missing: 100, distinct: 0, numeric: null })
  })

  it('says null for more distinct values than it counts, and keeps the commonest thousand', async () => {
    await using data = await fixture()
    const file = await data.parquet('a.parquet', "select 'k' || lpad((r // 2)::varchar, 6, '0') as s from range(24000) v(r)")
    const [s] = (await data.session.profile({ files: [file], ...all })).columns
    expect(s?.distinct).toBeNull()
    expect(s?.categories).toHaveLength(1000)
    expect(s?.categories?.at(-1)).toEqual({ value: 'k000999', count: 2 })
  })

  it('takes columns of any name, and counts equal values of any type', async () => {
    await using data = await fixture()
    const file = await data.parquet('a.parquet', "select r as k, r % 2 as v, [r % 3] as n, time '01:00:00' as counted from range(6) t(r)")
    const { columns } = await data.session.profile({ files: [file], ...all })
    expect(columns.map(({ name, kind, distinct }) => [name, kind, distinct])).toEqual([
      ['k', 'numeric', 6],
      ['v', 'numeric', 2],
      ['n', 'categorical', 3],
      ['counted', 'categorical', 1],
    ])
    expect(columns.flatMap(({ categories }) => categories ?? [])).toEqual([
      { value: '[0]', count: 2 },
      { value: '[1]', count: 2 },
      { value: '[2]', count: 2 },
      { value: '01:00:00', count: 6 },
    ])
  })

  it('does not depend on the number of threads', async () => {
    await using one = await fixture({ threads: 1 })
    await using many = await fixture({ threads: 4 })
    const file = await one.parquet('a.parquet', "select sin(r) * 1e6 as x, 'k' || hash(r) % 50 as s from range(400000) v(r)")
    expect(await many.session.profile({ files: [file], ...all })).toEqual(await one.session.profile({ files: [file], ...all }))
  })

  it('says lengths, shares of truth, gaps and order', async () => {
    await using data = await fixture()
    const select = `select [null, '', ' \t', 'é🙂', 'abcd'][1 + (r % 5)::int] as s, r % 4 = 0 as b, timestamp '2001-01-01' + interval (case when r > 50 then r + 10 else r end) hour as t,
      -r as falls, 7 as same, case when r = 3 then null else r end as holes from range(100) v(r)`
    const [s, b, t, falls, same, holes] = (await data.session.profile({ files: [await data.parquet('a.parquet', select)], ...all })).columns
    expect(s?.text).toEqual({ minLength: 0, meanLength: 2, maxLength: 4, empty: 20, blank: 20 })
    expect([b?.trueShare, s?.trueShare]).toEqual([0.25, null])
    expect(t?.datetime?.largestGapMs).toBe(11 * 3_600_000)
    expect([t, falls, same, holes].map((column) => column?.order)).toEqual(['increasing', 'decreasing', 'constant', null])
  })

  it('hides values on demand, and those of personal columns always, but lets shares be compared', async () => {
    await using data = await fixture()
    const select = `select 'secret' || r % 3 as s, 'ada' || r || '@mail.example' as mail, 4111111111111111 as card, 1700 + r as born, timestamp '2001-01-01' as t from range(60) v(r)`
    const files = [await data.parquet('a.parquet', select)]
    const shown = await data.session.profile({ files, ...all, personal: ['born', 't'] })
    expect(shown.columns.map(({ name, hidden, personal }) => [name, hidden, personal])).toEqual([
      ['s', false, []],
      ['mail', true, ['email']],
      ['card', true, ['payment_card']],
      ['born', true, []],
      ['t', true, []],
    ])
    expect(JSON.stringify(shown)).not.toMatch(/ada[0-9]|4111|17[0-9]{2}|2001/)
    const hidden = await data.session.profile({ files, ...all, values: 'hide' })
    expect(JSON.stringify(hidden)).not.toContain('secret')
    expect(hidden.columns[0]?.categories).toEqual(
      ['secret0', 'secret1', 'secret2']
        .map((value) => ({ value: digestOf(value), count: 20 }))
        .toSorted((one, other) => (one.value < other.value ? -1 : 1)),
    )
    // Digests of what can be guessed would give it away.
    expect(hidden.columns[1]).toMatchObject({ name: 'mail', count: 60, distinct: 60, categories: [] })
    const like = await data.session.profileLike({ files, ...all, reference: hidden })
    expect(like.columns.map(({ categories }) => categories)).toEqual(hidden.columns.map(({ categories }) => categories))
    expect(JSON.stringify(await data.session.profileLike({ files, ...all, reference: shown }))).not.toMatch(/ada[0-9]|4111|17[0-9]{2}/)
  })

  it('says the same of a text file as of the same rows by columns, and in long files whatever the way of counting', async () => {
    await using data = await fixture({ threads: 2 })
    const select = `select r as id, sin(r) * 1e3 as x, exp(hash(r) % 300 / 10.0) as tail, case when r % 3 = 0 then 0 else r / 7 end as zeros, 'k' || hash(r) % 40 as k, 'text ' || r as s, timestamp '2001-01-01' + interval (r * 2) second as t
      from range(30000) v(r)`
    const columns = await data.parquet('a.parquet', select)
    await using engine = await openEngine(duckdb, { threads: 1 })
    await engine.run(`copy (${select}) to '${data.folder}/a.csv' (header)`)
    const text = await data.session.profile({ files: [{ name: 'a.csv', path: `${data.folder}/a.csv` }], ...all })
    const stored = await data.session.profile({ files: [columns], ...all })
    expect(text.columns).toEqual(stored.columns)
    expect(stored.columns.map(({ name, distinct, order }) => [name, distinct, order])).toMatchObject([
      ['id', null, 'increasing'],
      ['x', null, null],
      ['tail', 300, null],
      ['zeros', null, null],
      ['k', 40, null],
      ['s', null, null],
      ['t', null, 'increasing'],
    ])
  })
})

describe('profileLike', () => {
  it('counts other rows with the edges of the reference', async () => {
    await using data = await fixture()
    const before = await data.parquet('a.parquet', "select r as n, 'a' as s from range(100) v(r)")
    const after = await data.parquet('b.parquet', "select 'b' as s, unnest([-5, 4, 5, 1000]) as n, 1 as extra")
    const reference = await data.session.profile({ files: [before], ...all })
    const [n, s] = (await data.session.profileLike({ files: [after], ...all, reference })).columns
    expect(n?.numeric?.edges).toEqual(reference.columns[0]?.numeric?.edges)
    expect(n?.numeric?.counts).toEqual([2, 1, ...Array.from({ length: 16 }, () => 0), 1].toSpliced(2, 0, 0))
    expect(s?.categories).toEqual([{ value: 'b', count: 4 }])
  })

  it('refuses columns that are gone or of another kind', async () => {
    await using data = await fixture()
    const reference = await data.session.profile({ files: [await data.parquet('a.parquet', 'select 1 as n')], ...all })
    const gone = [await data.parquet('b.parquet', 'select 1 as m')]
    const text = [await data.parquet('c.parquet', "select 'x' as n")]
    await expect(data.session.profileLike({ files: gone, ...all, reference })).rejects.toMatchObject({ code: 'COLUMN_MISSING' })
    await expect(data.session.profileLike({ files: text, ...all, reference })).rejects.toMatchObject({ code: 'SCHEMA_MISMATCH' })
  })
})
