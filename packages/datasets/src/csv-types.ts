import { type CsvType, csvDuckType, csvTypes, typedValue } from './csv-lexical.ts'
import type { Engine } from './engine.ts'

export interface InferQuestion {
  readonly relation: string
  /** SQL of each column's text. */
  readonly raws: readonly string[]
}

/** Columns in one statement: beyond it planning grows faster than the work. */
const chunkColumns = 200

/**
 * The type of each column of texts, decided over all rows: the first of integer, number, boolean, date, timestamp that every value is
 * strictly written as, else string. Digits with a leading zero, and integers beyond 64 bits, are strings: a number would change
 * them. A column without any value is a string.
 */
export async function inferCsvTypes(engine: Engine, { relation, raws }: InferQuestion): Promise<readonly CsvType[]> {
  const types: CsvType[] = []
  for (let from = 0; from < raws.length; from += chunkColumns)
    types.push(...(await inferChunk(engine, { relation, raws: raws.slice(from, from + chunkColumns) })))
  return types
}

async function inferChunk(engine: Engine, { relation, raws }: InferQuestion): Promise<readonly CsvType[]> {
  const candidates = csvTypes.filter((type) => type !== 'string')
  const items = raws.flatMap((raw) => {
    const fits = candidates.map((type) => `count(${typedValue(raw, { duckType: csvDuckType(type) })})`)
    const tooLong = `count(*) filter (where regexp_full_match(${raw}, '-?[1-9][0-9]{18,}') and try_cast(${raw} as BIGINT) is null)`
    return [`count(${raw})`, tooLong, ...fits]
  })
  const [row = []] = await engine.rows(`select ${items.join(', ')} from ${relation}`)
  const width = candidates.length + 2
  return raws.map((_, at) => {
    const [values = 0, tooLong = 0, ...fits] = row.slice(at * width, (at + 1) * width).map(Number)
    if (values === 0 || tooLong > 0) return 'string'
    return candidates.find((_type, index) => fits[index] === values) ?? 'string'
  })
}
