import {
  type CompiledCheck,
  checkFinding,
  type DataColumn,
  type Finding,
  quoteIdentifier,
  repeatsConsidered,
  typeFamily,
  undecided,
} from '@seaworthy/contracts'
import { type IntegerBounds, tableRows } from '../table.ts'
import type { ColumnStatistics, Footers } from './footer-statistics.ts'
import { hashSql, type Repeats, type RepeatsCheck } from './repeated-rows.ts'
import type { Scan } from './scan.ts'

/** Bits that a thread may use for one column: 16 MB. */
const maxBits = 2 ** 27
const bitsPerRow = 32
/** Below it bits cost less than hashes, however few rows there are. */
const fewBits = 2 ** 16

/**
 * A check of repeated rows as numbers of the one scan, which can prove that no row repeats: rows that count, and how many different
 * ones they show. For integers within known bounds a bit for each; else for text files, which are costly to read again, the count of
 * distinct hashes. Null where it takes less to look at the columns apart. What is not proven is undecided.
 */
export function repeatsProof({ table }: Pick<Scan, 'table'>, { check, compiled }: RepeatsCheck, footers: Footers): CompiledCheck | null {
  const different = bitPerInteger(table, compiled, footers) ?? (table.format === 'parquet' ? null : hashes(compiled))
  if (different === null) return null
  const sql = [`count_if(${compiled.where ?? 'true'})`, `count_if(${repeatsConsidered(compiled) ?? 'true'})`, different]
  const read = (values: readonly unknown[]): Finding => {
    const [considered = 0, valued = 0, distinct = 0] = values.map(Number)
    return valued === distinct ? checkFinding(check, { failed: 0, considered, valued }) : undecided('not proven')
  }
  return { check, compiled: { kind: 'scalars', sql, offenders: null, read } }
}

function hashes(compiled: Repeats): string {
  const considered = repeatsConsidered(compiled)
  return `count(distinct ${considered === null ? hashSql(compiled) : `case when ${considered} then ${hashSql(compiled)} end`})`
}

// Texts that name different numbers differ, where each number is written in one way.
function bitPerInteger(table: Scan['table'], compiled: Repeats, { statistics }: Footers): string | null {
  const column = table.columns.find(({ name }) => name === compiled.columns[0])
  const bounds = column && (column.bounds ?? boundsOfIntegers(column, statistics.get(column.name)))
  if (!bounds || compiled.columns.length !== 1 || compiled.nulls !== 'skip' || !fewEnough(bounds, tableRows(table))) return null
  const { least, greatest } = bounds
  const name = quoteIdentifier(column.name)
  const value = typeFamily(column.type) === 'integer' ? name : `try_cast(${name} as BIGINT)`
  // Should the bounds be wrong, values beyond them have no bit, the numbers differ, and nothing is proven.
  const bit = `case when ${value} between ${least} and ${greatest} and ${compiled.where ?? 'true'} then ${value}::BIGINT end`
  return `coalesce(bit_count(bitstring_agg(${bit}, ${least}, ${greatest})), 0)`
}

function boundsOfIntegers({ type }: DataColumn, statistics: ColumnStatistics | undefined): IntegerBounds | null {
  return typeFamily(type) === 'integer' && type !== 'UBIGINT' ? (statistics?.bounds ?? null) : null
}

function fewEnough({ least, greatest }: IntegerBounds, rows: number): boolean {
  const bits = greatest - least + 1n
  return bits <= maxBits && bits <= Math.max(fewBits, bitsPerRow * rows)
}
