import { quoteText } from '@seaworthy/contracts'
import { type DataFile, escapeGlob } from './data-file.ts'
import { type DuckDbModule, type Engine, type EngineOptions, openEngine, ownSchema } from './engine.ts'

/**
 * A DuckDB for queries that a contract brings: it reads the given files and nothing else, writes nothing, and its settings are
 * locked, in this order. A query can then at worst be slow.
 */
export async function openSandbox(duckdb: DuckDbModule, options: EngineOptions, files: readonly DataFile[]): Promise<Engine> {
  const engine = await openEngine(duckdb, options)
  await engine.run(`create schema ${ownSchema}`)
  // A path is asked about twice: as it was written, with its pattern characters escaped, and as it is opened.
  const paths = new Set(files.flatMap(({ path }) => [path, escapeGlob(path)]))
  await engine.run(`set allowed_paths = [${[...paths].map(quoteText).join(', ')}]`)
  await engine.run('set enable_external_access = false')
  await engine.run('set lock_configuration = true')
  return engine
}
