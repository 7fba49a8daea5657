import { globWithin, quoteText } from '@seaworthy/contracts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openEngine } from './engine.ts'
import { duckdb } from './fixtures.ts'

const patterns = ['^[A-Z]{2}\\n?$', '^SKU-[0-9]{3}$', '\\A[a-f0-9]{4}\\z', '^\\d\\.\\d{2}$', '^a b_C$', '^[A-Za-z0-9]{1}$']
const units = ['A', 'B', 'Z', 'SKU-', 'SKU-1', '1', '1.', '99', '0', 'a', 'f', 'é', 'Ä', '.', '-', ' b_C', '\n', '[', '?', '*']

describe('globs within regular expressions', () => {
  it.each(patterns)('take, in DuckDB, all texts of %j that end in no line feed, and no others', async (pattern) => {
    const texts = fc.sample(fc.string({ unit: fc.constantFrom(...units), maxLength: 4 }), { seed: 5, numRuns: 10_000 })
    await using engine = await openEngine(duckdb, { threads: 1 })
    const values = texts.map((text) => `(${quoteText(text)})`).join(', ')
    const found = `regexp_matches(t, ${quoteText(pattern)})`
    const rows = await engine.rows(`select count_if(g), count_if(g <> (${found} and not ends_with(t, chr(10)))) from
      (select t, t glob ${quoteText(globWithin(pattern) ?? '')} as g from (values ${values}) as v(t))`)
    expect(Number(rows[0]?.[0])).toBeGreaterThan(0)
    expect(rows[0]?.[1]).toBe(0n)
  })
})
