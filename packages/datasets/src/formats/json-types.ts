import { csvDuckType, csvTypes } from '../csv-lexical.ts'
import type { Engine } from '../engine.ts'
import { typedJson } from '../lexical/json-form.ts'
import { rawName } from './column-names.ts'

/** Columns in one statement: beyond it planning grows faster than the work. */
const chunkColumns = 200

/**
 * DuckDB's type of each column of JSON texts, decided over all rows: the first of integer, number, boolean, date, timestamp, string that
 * every value is; null for values of several types, objects, arrays, and integers beyond 64 bits. A column without any value is of strings.
 */
export async function inferJsonTypes(engine: Engine, relation: string, columns: readonly unknown[]): Promise<readonly (string | null)[]> {
  const types: (string | null)[] = []
  for (let from = 0; from < columns.length; from += chunkColumns) {
    const raws = columns.slice(from, from + chunkColumns).map((_, at) => rawName(from + at))
    types.push(...(await inferChunk(engine, relation, raws)))
  }
  return types
}

async function inferChunk(engine: Engine, relation: string, raws: readonly string[]): Promise<readonly (string | null)[]> {
  const items = raws.flatMap((raw) => [`count(${raw})`, ...csvTypes.map((type) => `count(${typedJson(raw, { duckType: csvDuckType(type) })})`)])
  const [row = []] = await engine.rows(`select ${items.join(', ')} from ${relation}`)
  const width = csvTypes.length + 2
  return raws.map((_, at) => {
    const [values = 0, tooLong = 0, ...fits] = row.slice(at * width, (at + 1) * width).map(Number)
    if (tooLong > 0) return null
    const type = values === 0 ? 'string' : csvTypes.find((_type, index) => fits[index] === values)
    return type === undefined ? null : csvDuckType(type)
  })
}
