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
 * ones they show. For integers within the bounds that a footer states, a bit for each; for text files, which are costly to read
 * again, the count of distinct hashes. Null where it takes less to look at the columns apart. What is not proven is undecided.
 */
export function repeatsProof({ table }: Pick<Scan, 'table'>, { check, compiled }: RepeatsCheck, footers: Footers): CompiledCheck | null {
  const different = table.format === 'parquet' ? bitPerInteger(table, compiled, footers) : hashes(compiled)
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

function bitPerInteger({ columns }: Scan['table'], compiled: Repeats, { statistics, rows }: Footers): string | null {
  const column = columns.find(({ name }) => name === compiled.columns[0])
  const bounds = column && statistics.get(column.name)?.bounds
  if (!bounds || compiled.columns.length !== 1 || compiled.nulls !== 'skip' || !fewEnough(column, bounds, rows)) return null
  const { least, greatest } = bounds
  const value = quoteIdentifier(column.name)
  // Should the footer be wrong, values beyond its bounds have no bit, the numbers differ, and nothing is proven.
  const bit = `case when ${value} between ${least} and ${greatest} and ${compiled.where ?? 'true'} then ${value}::BIGINT end`
  return `coalesce(bit_count(bitstring_agg(${bit}, ${least}, ${greatest})), 0)`
}

function fewEnough({ type }: DataColumn, { least, greatest }: NonNullable<ColumnStatistics['bounds']>, rows: number): boolean {
  const bits = greatest - least + 1n
  return typeFamily(type) === 'integer' && type !== 'UBIGINT' && bits <= maxBits && bits <= Math.max(fewBits, bitsPerRow * rows)
}
