import { describe, expect, it } from 'vitest'
import { openEngine } from '../engine.ts'
import { duckdb } from '../fixtures.ts'
import { repeatedHashes } from './hash-repeats.ts'

describe('repeatedHashes', () => {
  it('finds the hashes that come more than once, and no other', async () => {
    await using engine = await openEngine(duckdb)
    const query = 'select hash(case when i % 1000 = 0 then 0 else i end) from range(300_000) t(i)'
    const [[hash] = []] = await engine.rows('select (hash(0::BIGINT) & (2^53 - 1)::UBIGINT)::DOUBLE')
    expect(await repeatedHashes(engine, { query, rows: 300_000, limit: 10 })).toEqual([hash])
    expect(await repeatedHashes(engine, { query: 'select hash(i) from range(300_000) t(i)', rows: 300_000, limit: 10 })).toEqual([])
    expect(await repeatedHashes(engine, { query: 'select hash(1) where false', rows: 0, limit: 10 })).toEqual([])
  })

  it('gives up where more repeat than are asked for', async () => {
    await using engine = await openEngine(duckdb)
    expect(await repeatedHashes(engine, { query: 'select hash(i // 2) from range(100) t(i)', rows: 100, limit: 49 })).toBeNull()
  })
})
