import type { CheckOf } from '../../check.ts'
import { typeFamily } from '../../logical-type.ts'
import { columnNamed, givenSql, valueSql } from '../columns.ts'
import type { Compiled } from '../compiled.ts'
import type { CompileData } from '../data.ts'
import { filterSql } from '../filter-sql.ts'
import { notDecided } from '../row-check.ts'
import { checkFinding } from '../rows-finding.ts'

/** Fails values that are less (or greater) than the one before, in the order of the files; nulls are passed over. */
export function compileOrdered(check: CheckOf<'ordered'>, data: CompileData): Compiled {
  const column = columnNamed(data, check.column)
  if (typeFamily(column.type) === 'other') return notDecided(`values of column "${column.name}", which is ${column.type}, have no order`)
  const filter = check.where === null ? { sql: 'true' } : filterSql(check.where, data)
  if ('message' in filter) return notDecided(filter.message)
  const considered = `${filter.sql} and ${valueSql(column)} is not null`
  const wrong = `x ${check.direction === 'increasing' ? '<' : '>'}${check.strict ? '=' : ''} previous`
  const { relation, row, file } = data.located
  const groups = check.within.map((name) => valueSql({ name }))
  const own = groups.map((group, at) => `${group} as "g${at}"`).join(', ')
  const located = `select ${valueSql(column)} as x, ${row} as "row", ${file} as "file", ${givenSql(column)}::VARCHAR as "value"${own && `, ${own}`} from ${relation} where ${considered}`
  const partition = groups.length === 0 ? '' : `partition by ${groups.map((_, at) => `"g${at}"`).join(', ')} `
  const placed = `select *, lag(x) over (${partition}order by "row") as previous from (${located})`
  // Without groups the window goes along with the files, and nothing is sorted or kept.
  const streamed = `select x, lag(x) over () as previous from (select ${valueSql(column)} as x from ${data.relation} where ${considered})`
  return {
    kind: 'scalars',
    sql: [`(select count(*) from (${groups.length === 0 ? streamed : placed}) where ${wrong})`, `count_if(${filter.sql})`, `count_if(${considered})`],
    offenders: `select "row", "file", "value" from (${placed}) where ${wrong}`,
    read: (values) => {
      const [failed = 0, looked = 0, valued = 0] = values.map(Number)
      return checkFinding(check, { failed, considered: looked, valued })
    },
  }
}
