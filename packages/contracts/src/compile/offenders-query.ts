import { quoteIdentifier } from '../sql/sql-text.ts'
import { columnNamed, shownTogether } from './columns.ts'
import type { Compiled } from './compiled.ts'
import type { CompileData } from './data.ts'
import { repeatsConsidered } from './repeats-sql.ts'

/** Longest value that a sample quotes, in code points. */
export const maxShown = 200

/** The rows that fail, as `row`, `file` and `value` (text), unordered: of repeats those beyond the first of each group, or all of a group. */
export function repeatsOffenders(
  { columns, nulls, count, where }: Extract<Compiled, { kind: 'repeats' }>,
  data: Pick<CompileData, 'columns' | 'located'>,
): string {
  const { relation, row, file } = data.located
  const keys = columns.map(quoteIdentifier)
  const considered = repeatsConsidered({ columns, nulls, where }) ?? 'true'
  const shown = `left(${shownTogether(columns.map((name) => columnNamed(data, name)))}, ${maxShown})`
  const groups = `select ${keys.map((key, at) => `${key} as "k${at}"`).join(', ')} from ${relation} where ${considered} group by ${keys.join(', ')} having count(*) > 1`
  const rows = `select ${row} as "row", ${file} as "file", ${shown} as "value", ${keys.map((key, at) => `${key} as "k${at}"`).join(', ')} from ${relation} where ${considered}`
  const named = keys.map((_, at) => `"k${at}"`)
  const same = named.map((key) => `r.${key} is not distinct from g.${key}`).join(' and ')
  const nth = `row_number() over (partition by ${named.map((key) => `r.${key}`).join(', ')} order by r."row")`
  // Groups first, so that only the few rows of repeated groups are numbered.
  return `select "row", "file", "value" from (select r.*, ${nth} as "nth" from (${rows}) r semi join (${groups}) g on ${same}) where "nth" > ${count === 'all' ? 0 : 1}`
}
