import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as duckdb from '@duckdb/node-api'
import { type Contract, parseContract } from '@seaworthy/contracts'
import type { DataFile } from './data-file.ts'
import { openEngine } from './engine.ts'
import { openSession, type Session } from './session.ts'

export { duckdb }

/** A folder with data files, and a session on them. For tests. */
export interface Fixture extends AsyncDisposable {
  readonly folder: string
  readonly session: Session
  text(name: string, content: string | Uint8Array): Promise<DataFile>
  /** Writes the rows of a query as Parquet. */
  parquet(name: string, select: string): Promise<DataFile>
}

export async function fixture(options: { readonly threads?: number } = {}): Promise<Fixture> {
  const folder = await mkdtemp(join(tmpdir(), 'seaworthy-datasets-'))
  const session = await openSession(duckdb, options)
  const file = (name: string): DataFile => ({ name, path: join(folder, name) })
  return {
    folder,
    session,
    text: async (name, content) => {
      await writeFile(file(name).path, content)
      return file(name)
    },
    parquet: async (name, select) => {
      await using engine = await openEngine(duckdb, { threads: 1 })
      await engine.run(`copy (${select}) to '${file(name).path.replaceAll("'", "''")}' (format parquet)`)
      return file(name)
    },
    [Symbol.asyncDispose]: async () => {
      await session[Symbol.asyncDispose]()
      await rm(folder, { recursive: true })
    },
  }
}

/** A contract of one object `t` from its properties and quality rules, each a line of YAML. */
export function contract({ properties, quality = [] }: { readonly properties: readonly string[]; readonly quality?: readonly string[] }): Contract {
  const items = (lines: readonly string[]) => lines.map((line) => `      - ${line}\n`).join('')
  const rules = quality.length === 0 ? '' : `    quality:\n${items(quality)}`
  const head = 'apiVersion: v3.1.0\nkind: DataContract\nid: t\nversion: 1.0.0\nstatus: active\n'
  return parseContract(`${head}schema:\n  - name: t\n    properties:\n${items(properties)}${rules}`, 't.odcs.yaml')
}
