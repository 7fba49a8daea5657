import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import * as duckdb from '@duckdb/node-api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSession, type Session } from './session.ts'

let folder = ''
let session: Session
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'nested-'))
  session = await openSession(duckdb, { threads: 1 })
})
afterAll(async () => {
  await session[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

describe('a nested column that is asked for as text', () => {
  it('comes as JSON: lists, structures, and lists within them', async () => {
    const at = path.join(folder, 'boxes.parquet')
    const connection = await (await duckdb.DuckDBInstance.create(':memory:')).connect()
    await connection.run(`copy (select {'bbox': [[0.5, 1, 2, 3]], 'category': ['a"b']} as objects, [1, 2] as list, null::struct(x int) as none)
      to '${at}' (format parquet)`)
    connection.closeSync()
    const columns = ['objects', 'list', 'none']
    const as = new Map(columns.map((name) => [name, 'text'] as const))
    const batches = await Array.fromAsync(session.read({ files: [{ path: at, name: 'boxes.parquet' }], window: null, columns, as }))
    const cells = columns.map((name) => batches[0]?.values.get(name)?.data[0])
    expect(cells).toEqual(['{"bbox":[[0.5,1.0,2.0,3.0]],"category":["a\\"b"]}', '[1,2]', null])
  })
})
