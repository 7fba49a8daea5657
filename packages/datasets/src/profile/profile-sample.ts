import { quoteIdentifier } from '@seaworthy/contracts'
import { ownSchema } from '../engine.ts'
import { windowClause } from '../window.ts'
import { isColumnar, type Source } from './source.ts'

export interface Sample extends AsyncDisposable {
  /** SQL that goes after FROM: the columns that were asked for, of the sampled rows. */
  readonly relation: string
  /** The same where the rows lie: with all columns. */
  readonly original: string
  readonly rows: number
}

const firstRows = 20_000
const parts = 20
/** With fewer rows the sample is taken anew, from the first rows that the window has. */
const enough = 10_000

/**
 * The first 20,000 rows, and 20 short runs spread evenly over the files where these are read by columns; of text files the first
 * 50,000 (or as `size` has it). The same rows each time.
 */
export async function profileSample(source: Source, columns: readonly string[], size: SampleSize = smallSample): Promise<Sample> {
  const spread = isColumnar(source) ? await kept(source, columns, spreadRows(source, thinned(size, columns.length))) : null
  if (spread !== null && spread.rows >= Math.min(enough, source.rows)) return spread
  await spread?.[Symbol.asyncDispose]()
  const { total } = thinned(size, columns.length)
  return await kept(source, columns, `(select * from ${source.from} limit ${total})`)
}

export interface SampleSize {
  readonly partRows: number
  readonly total: number
}
export const smallSample: SampleSize = { partRows: 1_500, total: 50_000 }
export const largeSample: SampleSize = { partRows: 9_000, total: 200_000 }

/** Of very many columns fewer rows are kept. */
const maxCells = 20_000_000

function thinned({ partRows, total }: SampleSize, columns: number): SampleSize {
  const share = Math.min(1, maxCells / (total * Math.max(1, columns)))
  return { partRows: Math.ceil(partRows * share), total: Math.max(enough, Math.floor(total * share)) }
}

/** Whether a small sample of so many columns has fewer rows than one of few. */
export function isThinned(columns: number): boolean {
  return smallSample.total * columns > maxCells
}

let samples = 0

// Kept apart, since each column is asked several things; no temporary table, which other connections would not see.
async function kept({ engine }: Source, columns: readonly string[], original: string): Promise<Sample> {
  const name = `${ownSchema}.${quoteIdentifier(`sample ${samples++}`)}`
  const selected = columns.length === 0 ? '1 as "seaworthy none"' : columns.map(quoteIdentifier).join(', ')
  await engine.run(`create schema if not exists ${ownSchema}`)
  await engine.run(`create table ${name} as select ${selected} from ${original}`)
  const [row = []] = await engine.rows(`select count(*) from ${name}`)
  return { relation: name, original, rows: Number(row[0]), [Symbol.asyncDispose]: () => engine.run(`drop table ${name}`) }
}

function spreadRows({ table, window, rows }: Source, { partRows, total }: SampleSize): string {
  const perFile = Math.ceil(rows / Math.max(1, table.files.length))
  if (perFile <= firstRows + parts * partRows) return `(select * from ${table.relation}${windowClause(table, window)} limit ${total})`
  const step = Math.floor((perFile - firstRows) / parts)
  const starts = Array.from({ length: parts }, (_, at) => firstRows + step * (at + 1) - partRows)
  const runs = [[0, firstRows - 1] as const, ...starts.map((start) => [start, start + partRows - 1] as const)].map(
    ([first, last]) => `file_row_number between ${first} and ${last}`,
  )
  const clause = windowClause(table, window)
  const columns = table.columns.map(({ name }) => quoteIdentifier(name)).join(', ')
  const where = (condition: string) => `select ${columns} from ${table.relation}${clause === '' ? ' where' : `${clause} and`} (${condition})`
  // Parts of a file are read once, whatever number of runs lie in them.
  // No limit is put: with one, a single thread would read.
  if (table.files.length === 1) return `(${where(runs.join(' or '))})`
  // Of many files each gives its runs.
  return `(select * from (${runs.map(where).join(' union all ')}) limit ${4 * total})`
}
