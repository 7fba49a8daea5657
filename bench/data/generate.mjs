import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { columns } from './columns.mjs'

// The DuckDB of the package that reads data: the bench has no dependencies of its own.
const { DuckDBInstance } = createRequire(new URL('../../packages/datasets/package.json', import.meta.url))('@duckdb/node-api')

/** Writes the table of the bench once: Parquet by its rows, and the same rows as CSV. */
export async function tableFile(folder, { rows, format }) {
  const file = path.join(folder, `orders-${rows}.${format}`)
  if (existsSync(file)) return file
  const list = columns.map(([name, sql]) => `${sql} as ${name}`).join(', ')
  const options = format === 'parquet' ? 'format parquet, compression zstd' : "format csv, header, timestampformat '%Y-%m-%d %H:%M:%S'"
  return written(file, `copy (select ${list} from range(${rows}) t(i)) to $FILE (${options})`)
}

/** A wide table: so many columns of small numbers, few rows. */
export async function wideFile(folder, { rows, width }) {
  const file = path.join(folder, `wide-${rows}x${width}.parquet`)
  if (existsSync(file)) return file
  const list = Array.from({ length: width }, (_, at) => `(hash(i * 31 + ${at}) % 1000)::INTEGER as c${at}`).join(', ')
  return written(file, `copy (select ${list} from range(${rows}) t(i)) to $FILE (format parquet)`)
}

async function written(file, sql) {
  mkdirSync(path.dirname(file), { recursive: true })
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: '4GB' })
  const connection = await instance.connect()
  const part = `${file}.part`
  await connection.run(sql.replace('$FILE', `'${part.replaceAll("'", "''")}'`))
  connection.closeSync()
  instance.closeSync()
  renameSync(part, file)
  return file
}
