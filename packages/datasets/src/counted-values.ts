import { quoteIdentifier } from '@seaworthy/contracts'
import type { Engine } from './engine.ts'
import { type CategoryCount, type ColumnProfile, maxCategories, maxDistinct } from './profile.ts'

/** A column of a relation, to be profiled. */
export interface ColumnSource {
  /** SQL from the relation on, with its window. */
  readonly from: string
  readonly name: string
  /** As the data have it. */
  readonly type: string
  readonly kind: ColumnProfile['kind']
}

/** Every value that is not missing, ascending, and how often it occurs. */
export interface CountedValues {
  readonly values: Float64Array
  readonly counts: Float64Array
}

export interface Tally {
  /** Rows whose value is not missing. */
  readonly count: number
  readonly distinct: number
}

/** SQL of a column in the form that is profiled, missing values null. */
export function profiledValue(column: string, kind: ColumnProfile['kind']): string {
  if (kind === 'numeric') return `case when isfinite(${column}::DOUBLE) then ${column}::DOUBLE end`
  return kind === 'datetime' ? `epoch_us(${column}::TIMESTAMP)` : `${column}::VARCHAR`
}

// Groups as stored first, which DuckDB does fastest, and converts the few groups. Of other types, such as intervals, equal values
// may have different texts: those are converted first.
function counted({ from, name, type, kind }: ColumnSource): string {
  const column = quoteIdentifier(name)
  const asStored = kind !== 'categorical' || type === 'VARCHAR' || type === 'BOOLEAN'
  const key = asStored ? column : profiledValue(column, kind)
  const groups = `select ${key} as k, count(*) as n from ${from} group by 1`
  const value = asStored ? profiledValue('k', kind) : 'k'
  return `(select v, sum(n) as n from (select ${value} as v, n from (${groups})) where v is not null group by 1)`
}

/** Null where there are more than {@link maxDistinct} values. */
export async function countedNumbers(engine: Engine, source: ColumnSource): Promise<CountedValues | null> {
  const rows = await engine.rows(`select v, n from (select v, n from ${counted(source)} limit ${maxDistinct + 1}) order by v`)
  if (rows.length > maxDistinct) return null
  // 0 and -0 are one group, whichever came first.
  return { values: Float64Array.from(rows, ([value]) => Number(value) + 0), counts: Float64Array.from(rows, ([, count]) => Number(count)) }
}

export async function countedTimes(engine: Engine, source: ColumnSource): Promise<Tally & { readonly min: unknown; readonly max: unknown }> {
  const [row = []] = await engine.rows(`select sum(n), count(*), min(v), max(v) from ${counted(source)}`)
  const [count, distinct, min, max] = row
  return { count: Number(count ?? 0), distinct: Number(distinct), min, max }
}

/** The commonest {@link maxCategories}, by count, then by text. */
export async function countedTexts(engine: Engine, source: ColumnSource): Promise<Tally & { readonly categories: readonly CategoryCount[] }> {
  const totals = '(select sum(n) from counted), (select count(*) from counted)'
  const rows = await engine.rows(
    `with counted as materialized ${counted(source)} select v, n, ${totals} from counted order by n desc, v limit ${maxCategories}`,
  )
  const [, , count, distinct] = rows[0] ?? []
  const categories = rows.map(([value, occurrences]) => ({ value: String(value), count: Number(occurrences) }))
  return { count: Number(count ?? 0), distinct: Number(distinct ?? 0), categories }
}
