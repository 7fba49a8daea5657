import { type CsvType, csvTypes } from '../csv-lexical.ts'
import type { Engine } from '../engine.ts'

export interface InferQuestion {
  readonly relation: string
  /** SQL of each column's text. */
  readonly raws: readonly string[]
  /** SQL of the value of a text as a type: null where it is not written so. */
  typed(raw: string, type: CsvType): string
}

/** Columns in one statement: beyond it planning grows faster than the work. */
const chunkColumns = 200
/** Rows that are looked at first, to leave out most types. */
const sampleRows = 10_000

/**
 * The type of each column of texts, decided over all rows: the first of integer, number, boolean, date, timestamp, string that every
 * value is written as, else null. Integers beyond 64 bits are no numbers, which would change them: such a column is a string, or
 * null. A column without any value is a string.
 */
export async function inferTypes(engine: Engine, question: InferQuestion): Promise<readonly (CsvType | null)[]> {
  const types: (CsvType | null)[] = []
  for (let from = 0; from < question.raws.length; from += chunkColumns)
    types.push(...(await inferChunk(engine, { ...question, raws: question.raws.slice(from, from + chunkColumns) })))
  return types
}

interface Pending {
  readonly raw: string
  /** Types that it may still have, in their order. */
  candidates: readonly CsvType[]
  done: boolean
}

// What fits all rows fits the first ones. So the result does not depend on them, and one scan of all rows decides most columns.
async function inferChunk(engine: Engine, question: InferQuestion): Promise<readonly (CsvType | null)[]> {
  const columns = await sampled(engine, question)
  for (let open = columns; open.length > 0; open = columns.filter((column) => !column.done)) {
    const items = open.flatMap(({ raw, candidates: [type] }) => [`count(${raw})`, fits(question, raw, type), tooLong(raw, type)])
    const [row = []] = await engine.rows(`select ${items.join(', ')} from ${question.relation}`)
    for (const [at, column] of open.entries()) {
      const [values = 0, fitting = 0, beyond = 0] = row.slice(at * 3, at * 3 + 3).map(Number)
      decide(column, { values, fitting, beyond })
    }
  }
  return columns.map(({ candidates }) => candidates[0] ?? null)
}

async function sampled(engine: Engine, question: InferQuestion): Promise<readonly Pending[]> {
  const { raws, relation } = question
  const items = raws.flatMap((raw) => [`count(${raw})`, ...csvTypes.map((type) => fits(question, raw, type))])
  const [row = []] = await engine.rows(`select ${items.join(', ')} from (select * from ${relation} limit ${sampleRows})`)
  const width = csvTypes.length + 1
  return raws.map((raw, at): Pending => {
    const [values = 0, ...fitting] = row.slice(at * width, (at + 1) * width).map(Number)
    return { raw, candidates: csvTypes.filter((_, index) => fitting[index] === values), done: false }
  })
}

function decide(column: Pending, { values, fitting, beyond }: { readonly values: number; readonly fitting: number; readonly beyond: number }): void {
  const [type] = column.candidates
  if (values === 0) column.candidates = ['string']
  else if (beyond > 0) column.candidates = column.candidates.filter((other) => other === 'string')
  else if (type !== undefined && fitting < values) column.candidates = column.candidates.slice(1)
  else column.done = true
  if (values === 0 || column.candidates.length === 0) column.done = true
}

function fits({ typed }: InferQuestion, raw: string, type: CsvType | undefined): string {
  return type === undefined ? '0' : `count(${typed(raw, type)})`
}

function tooLong(raw: string, type: CsvType | undefined): string {
  if (type !== 'number') return '0'
  const long = `length(${raw}) > 18 and not contains(${raw}, '.') and regexp_full_match(${raw}, '-?[1-9][0-9]{18,}')`
  return `count(*) filter (where ${long} and try_cast(${raw} as BIGINT) is null)`
}
