import { quoteIdentifier } from '../sql/sql-text.ts'
import type { Compiled } from './compiled.ts'

type Repeats = Extract<Compiled, { kind: 'repeats' }>

/** The rows that can repeat: SQL, or null for all. */
export function repeatsConsidered({ columns, nulls, where }: Pick<Repeats, 'columns' | 'nulls' | 'where'>): string | null {
  const values = nulls === 'skip' ? columns.map((name) => `${quoteIdentifier(name)} is not null`) : []
  return [...values, ...(where === null ? [] : [where])].join(' and ') || null
}

/** A query of the number of failing rows: those beyond the first of each group, or all of a group. Equal are both zeros, and NaN to NaN. */
export function repeatsCount(repeats: Repeats, relation: string): string {
  const considered = repeatsConsidered(repeats)
  // The columns are named: DuckDB's GROUP BY ALL with count(*) alone makes one group.
  const keys = repeats.columns.map(quoteIdentifier).join(', ')
  const groups = `select count(*) as n from ${relation}${considered === null ? '' : ` where ${considered}`} group by ${keys} having count(*) > 1`
  return `select coalesce(sum(${repeats.count === 'all' ? 'n' : 'n - 1'}), 0) from (${groups})`
}
