import { describe, expect, it } from 'vitest'
import { contract, fixture } from '../fixtures.ts'
import { maskFor } from './personal-findings.ts'

const people = `select r as id, 'user' || r || '@mail.example' as mail, case when r % 4 = 0 then '(202) 555-0' || 100 + r % 900 else 'none' end as phone,
  4111111111111111 as card, 1600000000000000000 + r as stamp, '1.2.' || r % 50 || '.3' as version, 'note ' || r as note from range(200) v(r)`
const head = { severity: 'error', samples: { show: true, limit: 2 } } as const

describe('session.personal', () => {
  it('names columns by what their values are, with counts and shares, and no value', async () => {
    await using data = await fixture()
    const files = [await data.parquet('a.parquet', people)]
    const rules = contract({ properties: ['{name: mail, customProperties: [{property: seaworthyPersonalData, value: [email]}]}'] }).objects[0]
      ?.columns
    expect(await data.session.personal({ files, rules: rules ?? [] })).toEqual([
      { column: 'mail', kind: 'email', count: 200, share: 1, status: 'declared' },
      { column: 'phone', kind: 'phone', count: 50, share: 0.25, status: 'undeclared' },
      { column: 'card', kind: 'payment_card', count: 200, share: 1, status: 'undeclared' },
    ])
  })

  it('finds the same in text files, and nothing where there are no texts', async () => {
    await using data = await fixture()
    const lines = Array.from({ length: 100 }, (_, at) => `${at},GB82 WEST 1234 5698 7654 32`)
    const files = [await data.text('a.csv', `id,account\n${lines.join('\n')}\n`)]
    expect(await data.session.personal({ files })).toEqual([{ column: 'account', kind: 'iban', count: 100, share: 1, status: 'undeclared' }])
    expect(await data.session.personal({ files: [await data.parquet('b.parquet', 'select 1.5 as x')] })).toEqual([])
  })

  it('sees a kind that only comes far behind the first rows of a long file', async () => {
    await using data = await fixture()
    const file = await data.parquet('a.parquet', "select case when r > 1500000 then '219-09-9999' else 'none' end as s from range(3000000) v(r)")
    expect(await data.session.personal({ files: [file] })).toMatchObject([{ column: 's', kind: 'us_ssn', status: 'undeclared' }])
  })
})

describe('session.check', () => {
  it('forbids kinds on every row, and masks what samples would show of personal columns', async () => {
    await using data = await fixture()
    const files = [await data.parquet('a.parquet', people)]
    const properties = [
      '{name: mail, logicalType: string, logicalTypeOptions: {maxLength: 3}, customProperties: [{property: seaworthyPersonalData, value: forbid}]}',
      '{name: phone, logicalType: string, customProperties: [{property: seaworthyPersonalData, value: [phone]}]}',
      '{name: note, logicalType: string, logicalTypeOptions: {maxLength: 3}}',
    ]
    const { checks, personal } = await data.session.check({ files, contract: contract({ properties }), ...head })
    const shown = checks
      .filter(({ outcome }) => outcome === 'fail')
      .map(({ column, kind, failed, samples }) => [column, kind, failed, samples[0]?.value])
    expect(shown).toEqual([
      ['mail', 'length', 200, '«email, 18 characters»'],
      ['mail', 'personal_data', 200, '«hidden, 18 characters»'],
      ['note', 'length', 200, 'note 0'],
    ])
    expect(personal.map(({ column, status }) => [column, status])).toEqual([
      ['mail', 'undeclared'],
      ['phone', 'declared'],
      ['card', 'undeclared'],
    ])
    expect(checks.find(({ kind, column }) => kind === 'personal_data' && column === 'phone')).toMatchObject({ outcome: 'pass', failed: 0 })
  })

  it('masks what a query quotes of a table with personal data', async () => {
    await using data = await fixture()
    const files = [await data.parquet('a.parquet', "select 'ada@lovelace.example' as mail from range(5)")]
    const given = contract({
      properties: ['{name: mail, classification: pii}'],
      quality: ["{type: sql, query: 'select mail from t', mustBe: 0, name: q}"],
    })
    const { checks } = await data.session.check({ files, contract: given, ...head })
    expect(JSON.stringify(checks)).not.toContain('ada@')
  })
})

describe('maskFor', () => {
  it('leaves values of other columns', () => {
    const mask = maskFor([{ column: 'phone', kind: 'phone', count: 1, share: 1, status: 'undeclared' }], [{ name: 'mail', personal: 'any' }])
    expect([mask('note', 'a'), mask('mail', 'a'), mask('phone', '+12025550143')]).toEqual(['a', '«hidden, 1 character»', '«phone, 12 characters»'])
  })
})
