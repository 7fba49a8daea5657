import type { Check } from '../check.ts'
import { quoteIdentifier } from '../sql/sql-text.ts'
import type { DataColumn } from './applicable.ts'
import { failingRow } from './failing-row.ts'

export interface OffendersOptions {
  readonly columns: readonly DataColumn[]
  readonly relation: string
  /** SQL of the number of a row, from 0 over all files. */
  readonly row: string
  /** SQL of the number of its file, from 0. */
  readonly file: string
  readonly limit: number
}

/** Longest value that a sample quotes, in code points. */
const maxShown = 200

/**
 * The first rows that fail a check, as `row`, `file` and `value` (text, null for a null), in the order of the rows; of duplicates,
 * the rows beyond the first of each group. Null for checks that name no rows.
 */
export function offendersQuery(check: Check, options: OffendersOptions): string | null {
  const failing = failingRow(check, options.columns)
  if (failing !== null && 'column' in check && check.column !== null) {
    const given = options.columns.find(({ name }) => name === check.column)?.raw ?? quoteIdentifier(check.column)
    return first(`select ${located(options)}, left(${given}::VARCHAR, ${maxShown}) as "value" from ${options.relation} where ${failing}`, options)
  }
  if (check.kind === 'unique') return repeats(check.columns, 'skip nulls', options)
  if (check.kind === 'duplicates') return repeats(check.columns ?? options.columns.map(({ name }) => name), 'nulls are equal', options)
  return null
}

function located({ row, file }: OffendersOptions): string {
  return `${row} as "row", ${file} as "file"`
}

function first(select: string, { limit }: OffendersOptions): string {
  return `select "row", "file", "value" from (${select}) order by "row" limit ${limit}`
}

// Groups first, so that only the few rows of repeated groups are numbered and sorted.
function repeats(columns: readonly string[], nulls: 'skip nulls' | 'nulls are equal', options: OffendersOptions): string {
  const keys = columns.map((name, at) => `${quoteIdentifier(name)} as "k${at}"`).join(', ')
  const named = columns.map((_, at) => `"k${at}"`)
  const where = nulls === 'skip nulls' ? ` where ${columns.map((name) => `${quoteIdentifier(name)} is not null`).join(' and ')}` : ''
  const groups = `select ${keys} from ${options.relation}${where} group by ${columns.map(quoteIdentifier).join(', ')} having count(*) > 1`
  const rows = `select ${located(options)}, ${keys} from ${options.relation}`
  const same = named.map((key) => `r.${key} is not distinct from g.${key}`).join(' and ')
  const nth = `row_number() over (partition by ${named.map((key) => `r.${key}`).join(', ')} order by r."row") as "nth"`
  const ranked = `select r.*, ${nth} from (${rows}) r semi join (${groups}) g on ${same}`
  const value = `array_to_string([${named.map((key) => `coalesce(${key}::VARCHAR, 'null')`).join(', ')}], ', ')`
  return first(`select "row", "file", left(${value}, ${maxShown}) as "value" from (${ranked}) where "nth" > 1`, options)
}
