import { isColumnar, type Source } from './source.ts'

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

/** Runs aggregates of many columns by as few scans as there can be; the answers in the same order. */
export async function runAggregates<T>(source: Source, parts: readonly Aggregates<T>[]): Promise<readonly T[]> {
  const limit = isColumnar(source) ? (source.rows > longRows ? maxItems.long : maxItems.columns) : maxItems.text
  const answers: T[] = []
  for (let at = 0; at < parts.length; ) {
    const some = fitting(parts.slice(at), limit)
    const items = some.flatMap(({ sql }) => sql)
    const [row = []] = items.length === 0 ? [] : await source.engine.rows(`select ${items.join(',\n  ')} from ${source.from}`)
    let place = 0
    for (const { sql, read } of some) {
      answers.push(read(row.slice(place, place + sql.length)))
      place += sql.length
    }
    at += some.length
  }
  return answers
}

function fitting<T>(parts: readonly Aggregates<T>[], limit: number): readonly Aggregates<T>[] {
  let items = 0
  const some = parts.filter(({ sql }, at) => {
    items += sql.length
    return at === 0 || items <= limit
  })
  return some
}
