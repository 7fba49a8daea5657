import { isColumnar, type Source, toldKey } from './source.ts'

/** Some aggregates over all rows, and what they say. */
export interface Aggregates<T> {
  readonly sql: readonly string[]
  read(values: readonly unknown[]): T
}

/**
 * DuckDB's planner takes time with the square of the expressions. A text file is parsed anew by each statement; long files by columns
 * are read fastest a column at a time, whose intermediate values stay in the processor's cache.
 */
const maxItems = { long: 12, columns: 200, text: 4000 } as const
const longRows = 200_000

/** Runs aggregates of many columns by as few scans as there can be, none for what is told already; the answers in the same order. */
export async function runAggregates<T>(source: Source, parts: readonly Aggregates<T>[]): Promise<readonly T[]> {
  const limit = isColumnar(source) ? (source.rows > longRows ? maxItems.long : maxItems.columns) : maxItems.text
  const missing = parts.filter(({ sql }) => !sql.every((item) => source.told.has(toldKey(source, item))))
  for (let at = 0; at < missing.length; ) {
    const some = fitting(missing.slice(at), limit)
    const items = some.flatMap(({ sql }) => sql)
    const [row = []] = items.length === 0 ? [] : await source.engine.rows(`select ${items.join(',\n  ')} from ${source.from}`)
    tell(source, items, row)
    at += some.length
  }
  return parts.map(({ sql, read }) => read(sql.map((item) => source.told.get(toldKey(source, item)))))
}

/** Notes what a scan of all rows of a source has told. */
export function tell(source: Source, sql: readonly string[], values: readonly unknown[]): void {
  for (const [at, item] of sql.entries()) source.told.set(toldKey(source, item), values[at])
}

function fitting<T>(parts: readonly Aggregates<T>[], limit: number): readonly Aggregates<T>[] {
  let items = 0
  const some = parts.filter(({ sql }, at) => {
    items += sql.length
    return at === 0 || items <= limit
  })
  return some
}
