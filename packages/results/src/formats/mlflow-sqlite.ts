import { ResultsError } from '../errors.ts'
import { namedMetrics } from '../named-metrics.ts'
import { filesWhere, type ResultsReader } from '../reader.ts'
import type { Source } from '../source.ts'

const magic = 'SQLite format 3\u0000'

/** MLflow's database (`mlflow.db`, the default from 3.7 on): the latest metrics of the newest run that finished. */
export const mlflowSqlite: ResultsReader = {
  format: 'mlflow-sqlite',
  claims: (source) => filesWhere(source.matching(/\.(db|sqlite3?)$/i), (file) => isMlflow(source, file)),
  async read(source, [file = '']) {
    using database = await opened(source, file)
    const runs = database.rows(
      "select run_uuid, end_time from runs where lifecycle_stage = 'active' and status = 'FINISHED' order by end_time desc, start_time desc",
    )
    const run = runs[0]?.run_uuid
    if (typeof run !== 'string')
      throw new ResultsError('RESULTS_BROKEN', `${file} holds no run that finished`, { hint: 'end the run, or name another file' })
    const rows = database.rows('select key, value, is_nan from latest_metrics where run_uuid = ? order by key', run)
    const numbers = rows.map(({ key, value, is_nan: isNan }): readonly [string, number] => [String(key), isNan ? Number.NaN : Number(value)])
    const taken = runs.length > 1 ? `run ${run}, the newest of ${runs.length} that finished` : null
    return { format: 'mlflow-sqlite', metrics: namedMetrics(numbers, file), taken, samples: null }
  },
}

async function isMlflow(source: Source, file: string): Promise<boolean> {
  const head = Buffer.from(await source.bytes(file))
    .subarray(0, magic.length)
    .toString('latin1')
  if (head !== magic) return false
  using database = await opened(source, file)
  const tables = database.rows("select name from sqlite_master where type = 'table'").map(({ name }) => name)
  return ['runs', 'latest_metrics'].every((name) => tables.includes(name))
}

interface Database extends Disposable {
  rows(sql: string, ...parameters: readonly string[]): readonly Readonly<Record<string, unknown>>[]
}

// Read only, so that a database in use is left as it is.
async function opened(source: Source, file: string): Promise<Database> {
  const { DatabaseSync } = await import('node:sqlite')
  try {
    const database = new DatabaseSync(source.pathOf(file), { readOnly: true })
    return {
      rows: (sql, ...parameters) => database.prepare(sql).all(...parameters),
      [Symbol.dispose]: () => database.close(),
    }
  } catch (cause) {
    throw new ResultsError('RESULTS_BROKEN', `${file} is no database that can be read`, { hint: 'close the program that writes it', cause })
  }
}
