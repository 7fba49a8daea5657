import { quoteText } from '@seaworthy/contracts'
import { type DataFile, escapeGlob } from './data-file.ts'
import { type Engine, ownSchema } from './engine.ts'

/** Columns from which on DuckDB looks so long for expressions that come twice that it costs more than it saves: with their square. */
const wideColumns = 100

/**
 * Makes an engine fit for queries that a contract brings: from now on it reads the given files and nothing else, writes nothing, and
 * its settings are locked, in this order. A query can then at worst be slow. What is set aside goes into a schema of its own.
 */
export async function lockEngine(engine: Engine, files: readonly DataFile[], { columns }: { readonly columns: number }): Promise<void> {
  await engine.run(`create schema if not exists ${ownSchema}`)
  if (columns > wideColumns) await engine.run("set disabled_optimizers = 'common_subexpressions'")
  // A path is asked about twice: as it was written, with its pattern characters escaped, and as it is opened.
  const paths = new Set(files.flatMap(({ path }) => [path, escapeGlob(path)]))
  await engine.run(`set allowed_paths = [${[...paths].map(quoteText).join(', ')}]`)
  await engine.run('set enable_external_access = false')
  await engine.run('set lock_configuration = true')
}
