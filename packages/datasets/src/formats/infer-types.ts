import { quoteIdentifier } from '@seaworthy/contracts'
import { type CsvType, csvTypes } from '../csv-lexical.ts'
import type { Engine } from '../engine.ts'

export interface InferQuestion {
  /** SQL that goes after FROM, with these columns of texts. */
  relation(raws: readonly string[]): string
  /** Each column's text, by a quoted name. */
  readonly raws: readonly string[]
  readonly rows: number
  /** SQL of the value of a text as a type: null where it is not written so. */
  typed(raw: string, type: CsvType): string
}

/** Columns in one statement: beyond it planning grows faster than the work. */
const chunkColumns = 50
/** Values that are looked at first, to leave out most types. */
const sampleValues = 1_000_000
const sampleRows = 10_000
const sampleTable = '"seaworthy sample"'

/**
 * The type of each column of texts, decided over all rows: the first of integer, number, boolean, date, timestamp, string that every
 * value is written as, else null. Integers beyond 64 bits are no numbers, which would change them: such a column is a string, or
 * null. A column without any value is a string.
 */
export async function inferTypes(engine: Engine, question: InferQuestion): Promise<readonly (CsvType | null)[]> {
  const { relation, raws, rows } = question
  const limit = Math.max(100, Math.min(sampleRows, Math.floor(sampleValues / raws.length)))
  await engine.run(`create or replace temp table ${sampleTable} as select * from ${relation(raws)} limit ${limit}`)
  const columns = await sampled(engine, question, rows <= limit)
  await engine.run(`drop table ${sampleTable}`)
  if (rows > limit) for (const chunk of chunks(columns)) await decided(engine, chunk, question)
  return columns.map(({ candidates }) => candidates[0] ?? null)
}

interface Pending {
  readonly raw: string
  /** Types that it may still have, in their order. */
  candidates: readonly CsvType[]
  done: boolean
}

function chunks<T>(items: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / chunkColumns) }, (_, at) => items.slice(at * chunkColumns, (at + 1) * chunkColumns))
}

// What fits all rows fits the first ones. So the result does not depend on them, and one scan of all rows decides most columns. All
// columns are turned into one, since planning the same expressions for each of many columns costs more than running them.
async function sampled(engine: Engine, { raws, typed }: InferQuestion, isWhole: boolean): Promise<readonly Pending[]> {
  const items = ['count(*)', beyond('value', 'number'), ...csvTypes.map((type) => `count(${typed('value', type)})`)]
  const rows = await engine.rows(`select name, ${items.join(', ')} from (unpivot ${sampleTable} on columns(*) into name name value value) group by 1`)
  const found = new Map(rows.map(([name, ...counts]) => [quoteIdentifier(String(name)), counts.map(Number)]))
  return raws.map((raw): Pending => {
    const [values = 0, tooLong = 0, ...fitting] = found.get(raw) ?? []
    // Without a value in the sample anything is possible; without any at all it is a string.
    if (values === 0) return { raw, candidates: isWhole ? ['string'] : csvTypes, done: false }
    const candidates = csvTypes.filter((type, index) => fitting[index] === values && (tooLong === 0 || type === 'string'))
    return { raw, candidates, done: false }
  })
}

async function decided(engine: Engine, columns: readonly Pending[], question: InferQuestion): Promise<void> {
  for (let open = columns; open.length > 0; open = columns.filter((column) => !column.done)) {
    const items = open.flatMap(({ raw, candidates: [type] }) => [`count(${raw})`, fits(question, raw, type), beyond(raw, type)])
    const [row = []] = await engine.rows(`select ${items.join(', ')} from ${question.relation(open.map(({ raw }) => raw))}`)
    for (const [at, column] of open.entries()) {
      const [values = 0, fitting = 0, tooLong = 0] = row.slice(at * 3, at * 3 + 3).map(Number)
      decide(column, { values, fitting, tooLong })
    }
  }
}

function decide(
  column: Pending,
  { values, fitting, tooLong }: { readonly values: number; readonly fitting: number; readonly tooLong: number },
): void {
  const [type] = column.candidates
  if (values === 0) column.candidates = ['string']
  else if (tooLong > 0) column.candidates = column.candidates.filter((other) => other === 'string')
  else if (type !== undefined && fitting < values) column.candidates = column.candidates.slice(1)
  else column.done = true
  if (values === 0 || column.candidates.length === 0) column.done = true
}

function fits({ typed }: InferQuestion, raw: string, type: CsvType | undefined): string {
  return type === undefined ? '0' : `count(${typed(raw, type)})`
}

// Integers that 64 bits do not hold, among numbers.
function beyond(raw: string, type: CsvType | undefined): string {
  if (type !== 'number') return '0'
  const long = `length(${raw}) > 18 and not contains(${raw}, '.') and regexp_full_match(${raw}, '-?[1-9][0-9]{18,}')`
  return `count(*) filter (where ${long} and try_cast(${raw} as BIGINT) is null)`
}
