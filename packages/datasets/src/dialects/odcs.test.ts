import { readFile } from 'node:fs/promises'
import { parseContract } from '@seaworthy/contracts'
import { describe, expect, it } from 'vitest'
import { fixture } from '../fixtures.ts'

const file = new URL('../../../contracts/fixtures/odcs/shop.odcs.yaml', import.meta.url)
const now = '2024-03-05T00:00:00Z'
const samples = { show: true, limit: 5 }

const header = 'id;customer;country;placed;shipped;total;items'
const good = [
  `1;C1;DE;2024-03-04 10:00:00;2024-03-04T12:00:00+01:00;10.00;"[{""sku"":""A1"",""count"":2}]"`,
  `2;C1;DE;2024-03-04 11:00:00;;0.50;"[{""sku"":""B"",""count"":null},{""sku"":""A""}]"`,
  `3;C2;FR;2024-03-04 12:00:00;2024-03-05T00:00:00Z;12.34;`,
]
const bad = [
  `3;X;USA;2024-03-04 1:00:00;2024-03-01T00:00:00Z;-1.00;"[]"`,
  `4;C999999999;DE;2023-12-31 23:59:59;2024-03-04 12:00:00;1.005;"[{""sku"":""a"",""count"":0}]"`,
  `5;C3;DE;;2023-12-31T23:59:59+01:00;x;"[{""sku"":""A"",""count"":2147483648}]"`,
  `6;C1;DE;2024-03-04 10:00:00;2024-03-01T00:00:00Z;;"{"`,
]
const customers = 'id;country;mail\nC1;DE;a@b.org\nC2;FR;\n'

async function checkOrders(rows: readonly string[]) {
  await using data = await fixture()
  const contract = parseContract(await readFile(file, 'utf8'), 'shop.odcs.yaml')
  const orders = await data.text('orders.csv', `${[header, ...rows].join('\n')}\n`)
  const others = await data.text('customers.csv', customers)
  const { checks } = await data.session.check({
    files: [orders],
    contract,
    object: 'orders',
    references: new Map([['customers', [others]]]),
    now,
    samples,
  })
  return checks
}

describe('an ODCS contract on data', () => {
  it('passes what keeps it', async () => {
    const checks = await checkOrders(good)
    expect(checks.filter(({ outcome }) => outcome !== 'pass').map(({ id, outcome, message }) => [id, outcome, message])).toEqual([])
  })

  it('finds each row that does not', async () => {
    const checks = await checkOrders([...good, ...bad])
    const failed = checks.filter(({ outcome }) => outcome !== 'pass')
    expect(failed.map(({ id, outcome, samples: shown }) => [id, outcome, shown.map(({ row }) => row)])).toEqual([
      ['customer.physical_length', 'fail', [4]],
      ['customer.length', 'fail', [3]],
      ['customer.pattern', 'fail', [3]],
      ['customer.foreign_key', 'fail', [3, 4, 5]],
      ['country.physical_length', 'fail', [3]],
      // An hour of one digit is not "HH", and a moment needs its offset.
      ['placed.type', 'fail', [3]],
      ['placed.required', 'fail', [5]],
      ['placed.range', 'fail', [4]],
      ['shipped.type', 'fail', [4]],
      ['shipped.range', 'fail', [5]],
      ['total.type', 'fail', [4, 5]],
      ['total.range', 'fail', [3]],
      ['totals_known', 'fail', [6]],
      ['items.json', 'fail', [3, 4, 5, 6]],
      ['primary_key', 'fail', [3]],
      ['foreign_key', 'fail', [3, 4, 5]],
      ['one_order_a_second', 'fail', [6]],
      ['shipped_later', 'fail', []],
    ])
  })

  it('reads moments of Parquet in UTC, and nested values as JSON', async () => {
    await using data = await fixture()
    const property = (name: string, rest: string) => `      - { name: ${name}, ${rest} }\n`
    const head = 'apiVersion: v3.1.0\nkind: DataContract\nid: t\nversion: 1.0.0\nstatus: active\nschema:\n  - name: t\n    properties:\n'
    const contract = parseContract(
      head +
        property('moment', "logicalType: timestamp, logicalTypeOptions: { timezone: true, exclusiveMinimum: '2024-01-01T00:00:00+01:00' }") +
        property(
          'box',
          'logicalType: object, properties: [{ name: w, logicalType: integer, required: true }, { name: moment, logicalType: timestamp }]',
        ) +
        property('tags', 'logicalType: array, logicalTypeOptions: { uniqueItems: true }, items: { logicalType: string }'),
      't.odcs.yaml',
    )
    const rows = [
      "(timestamptz '2023-12-31 23:00:00.000001+00', {w: 1, moment: timestamp '2024-01-01 00:00:00'}, ['a', null])",
      "(timestamptz '2023-12-31 23:00:00+00', {w: null, moment: null}, ['a', 'a'])",
      '(null, null, null)',
    ]
    const file = await data.parquet('t.parquet', `select * from (values ${rows.join(', ')}) v(moment, box, tags)`)
    const { checks } = await data.session.check({ files: [file], contract, samples })
    expect(checks.map(({ id, outcome, samples: shown }) => [id, outcome, shown.map(({ row }) => row)])).toEqual([
      ['moment.present', 'pass', []],
      ['moment.type', 'pass', []],
      ['moment.range', 'fail', [1]],
      ['box.present', 'pass', []],
      ['box.json', 'fail', [1]],
      ['tags.present', 'pass', []],
      ['tags.json', 'fail', [1]],
    ])
  })
})
