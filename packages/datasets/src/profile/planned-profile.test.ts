import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { contract, type Fixture, fixture } from '../fixtures.ts'
import type { CheckQuestion } from '../session.ts'

const samples = { show: true, limit: 3 }
/** Many numbers with gaps, NaN and infinities; integers; texts of many and of few values; times; a personal column; a vector. */
const many = `select r as id, case when r % 7 = 0 then null else sin(r) * 1e6 end as x, case when r % 1000 = 1 then 'nan'::double when r % 1000 = 2 then 'infinity'::double else cos(r) end as odd,
  'note ' || (r * 7919 % 30_011) as note, 'k' || r % 5 as kind, timestamp '2020-01-01' + to_seconds(r * 37 % 900_001) as at, 'p' || r || '@example.org' as mail, [r::float, 1] as v
  from range(250_000) t(r)`

async function both(data: Fixture, question: CheckQuestion) {
  const { contract: asked } = question
  const { profile, ...answer } = await data.session.check({ ...question, profiled: { values: 'show' } })
  const apart = await data.session.check(question)
  const reading = asked?.objects[0] ?? null
  const personal = (reading?.columns ?? []).filter((column) => column.personal !== null).map(({ name }) => name)
  const alone = await data.session.profile({ files: question.files, reading, window: null, values: 'show', personal })
  return { one: { answer, profile }, two: { answer: { rows: apart.rows, checks: apart.checks, personal: apart.personal }, profile: alone } }
}

describe('a check that profiles too', () => {
  const properties = [
    '{ name: id, logicalType: integer, unique: true }',
    '{ name: x, logicalType: number, required: true, logicalTypeOptions: { minimum: -1000000 } }',
    '{ name: note, logicalType: string, logicalTypeOptions: { pattern: "^note" } }',
    '{ name: mail, logicalType: string, required: true }',
    '{ name: kind, logicalType: string, classification: pii }',
  ]

  it('says the same as a check and a profile, whatever the number of threads', async () => {
    await using data = await fixture({ threads: 2 })
    await using one = await fixture({ threads: 1 })
    const question = { files: [await data.parquet('a.parquet', many)], contract: contract({ properties }), samples }
    const found = await both(data, question)
    expect(found.one).toEqual(found.two)
    expect(found.one.answer.personal.map(({ column, kind }) => [column, kind])).toEqual([['mail', 'email']])
    expect(found.one.profile?.columns.map(({ name, count, hidden }) => [name, count, hidden])).toEqual([
      ['id', 250_000, false],
      ['x', 214_285, false],
      ['odd', 249_500, false],
      ['note', 250_000, false],
      ['kind', 250_000, true],
      ['at', 250_000, false],
      ['mail', 250_000, true],
      ['v', 250_000, false],
    ])
    expect((await one.session.check({ ...question, profiled: { values: 'show' } })).profile).toEqual(found.one.profile)
  })

  it('says the same of texts', async () => {
    await using data = await fixture()
    const rows = Array.from(
      { length: 30_000 },
      (_, at) => `${at},${(at * 7919) % 30_011 === 1 ? '' : Math.sin(at)},note ${(at * 31) % 20_011},a@b.org`,
    )
    const question = { files: [await data.text('a.csv', `id,x,note,mail\n${rows.join('\n')}\n`)], contract: contract({ properties }), samples }
    const { one, two } = await both(data, question)
    expect(one).toEqual(two)
    expect(one.answer.checks.filter(({ outcome }) => outcome === 'fail').map(({ id, failed }) => [id, failed])).toEqual([
      ['x.required', 1],
      ['kind.present', 0],
    ])
  })

  it('says the same where a check cannot be decided in the scan', async () => {
    await using data = await fixture()
    const file = await data.parquet('a.parquet', "select r as n, 'x' || r as s from range(30_000) t(r)")
    const quality = ["{ type: sql, query: 'select sum(s::int) from {object}', mustBe: 0 }"]
    const { one, two } = await both(data, {
      files: [file],
      contract: contract({ properties: ['{ name: n, logicalType: integer }'], quality }),
      samples,
    })
    expect(one).toEqual(two)
    expect(one.answer.checks.map(({ id, outcome }) => [id, outcome])).toContainEqual(['sql', 'error'])
  })

  it('says the same without a contract', async () => {
    await using data = await fixture()
    const { one, two } = await both(data, { files: [await data.parquet('a.parquet', 'select r as n from range(9) t(r)')], contract: null, samples })
    expect(one).toEqual(two)
  })

  it('says the same of very many columns, of which fewer rows are sampled', async () => {
    await using data = await fixture()
    const columns = Array.from({ length: 410 }, (_, at) => `(r * ${at + 1} % 7)::tinyint as c${at}`).join(', ')
    const file = await data.parquet('a.parquet', `select ${columns}, case when r % 3 = 0 then 'p@example.org' end as mail from range(50_000) t(r)`)
    const { one, two } = await both(data, { files: [file], contract: contract({ properties: ['{ name: mail, logicalType: string }'] }), samples })
    expect(one).toEqual(two)
    expect(one.answer.personal.map(({ column, kind }) => [column, kind])).toEqual([['mail', 'email']])
  })

  it('is refused as a check alone where the data cannot be read, or hold no rows', async () => {
    await using data = await fixture()
    const asked = { contract: contract({ properties: ['{ name: a, logicalType: string }'] }), samples, profiled: {} }
    const ragged = [await data.text('a.csv', 'a,b\n1,2\n3\n')]
    await expect(data.session.check({ ...asked, files: ragged })).rejects.toMatchObject({
      code: 'CSV_RAGGED',
      message: expect.stringMatching(/^a\.csv line 3/),
    })
    const none = [await data.parquet('e.parquet', "select 'x' as a where false")]
    await expect(data.session.check({ ...asked, files: none })).rejects.toMatchObject({ code: 'DATA_EMPTY' })
    const good = await data.parquet('good.parquet', 'select hash(range)::varchar as a from range(5000)')
    const damaged = [await data.text('bad.parquet', (await readFile(good.path)).fill(0x5a, 200, 4000))]
    await expect(data.session.check({ ...asked, files: damaged })).rejects.toMatchObject({ code: 'DATA_UNREADABLE' })
  })
})
