import { parseContract } from '@seaworthy/contracts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DataFile } from '../data-file.ts'
import { type Fixture, fixture } from '../fixtures.ts'

describe('session.inferEvidence', () => {
  it('says what is unique and of fixed form in all rows, not in the sample alone', async () => {
    await using data = await fixture()
    const files = [
      await data.parquet(
        'a.parquet',
        `select r as id, 'SKU-' || lpad(r::varchar, 6, '0') as sku, case when r = 149999 then 'odd' else chr(65 + (r % 26)::int) || 'X' end as late,
         case when r = 149999 then 5 else r end as twice, r / 7 as x from range(150000) v(r)`,
      ),
    ]
    expect(Object.fromEntries((await data.session.inferEvidence({ files })).columns)).toEqual({
      id: { unique: true, pattern: null },
      sku: { unique: true, pattern: '^SKU-[0-9]{6}$' },
      late: { unique: false, pattern: null },
      twice: { unique: false, pattern: null },
    })
  })
})

async function outcomes({ session }: Fixture, files: readonly DataFile[]): Promise<readonly string[]> {
  const written = await session.infer({ files, name: 't', source: 'a' })
  const { checks } = await session.check({ files, contract: parseContract(written, 't.odcs.yaml'), samples: { show: true, limit: 3 } })
  return checks.filter(({ outcome }) => outcome !== 'pass').map(({ id, outcome, expected, message }) => `${id} ${outcome}: ${expected} ${message}`)
}

describe('session.infer', () => {
  it('proposes what the data keep, whatever their types', async () => {
    await using data = await fixture()
    const select = `select r as id, (r % 5)::tinyint as t, r::hugeint as h, (r / 3)::decimal(9, 2) as d, case when r % 9 = 0 then 'nan'::double else -r end as x,
      'k' || r % 4 as k, uuid() as u, r % 2 = 0 as b, date '2001-01-01' + r::int as day, timestamptz '2001-01-01' + interval (r) hour as z, time '01:02:03' as clock,
      [r] as l, null::varchar as none, 'person' || r || '@mail.example' as mail, case when r % 300 = 1 then 'rare' || r else 'often' end as s, 'a"b' || chr((r % 40 + 1)::int) as odd
      from range(1000) v(r)`
    expect(await outcomes(data, [await data.parquet('a.parquet', select)])).toEqual([])
  })

  it('proposes what any small text file keeps', async () => {
    await using data = await fixture()
    const cell = fc.oneof(
      fc.integer().map(String),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
      fc.constantFrom('', 'a', 'true', 'x-1', '2001-01-02', ' '),
    )
    const columns = fc.array(
      fc.oneof(fc.array(fc.integer().map(String), { minLength: 3, maxLength: 3 }), fc.array(cell, { minLength: 3, maxLength: 3 })),
      {
        minLength: 1,
        maxLength: 4,
      },
    )
    let at = 0
    await fc.assert(
      fc.asyncProperty(columns, async (given) => {
        const rows = [0, 1, 2].map((row) => given.map((column) => column[row] ?? '').join(','))
        const text = `${['id', ...given.map((_, index) => `c${index}`)].join(',')}\n${rows.map((row, index) => `${index},${row}`).join('\n')}\n`
        expect(await outcomes(data, [await data.text(`${at++}.csv`, text)]), text).toEqual([])
      }),
      { numRuns: 25, seed: 7 },
    )
  })
})
