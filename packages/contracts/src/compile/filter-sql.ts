import type { Scalar } from '../check.ts'
import type { Comparison, Filter } from '../filter.ts'
import { typeFamily } from '../logical-type.ts'
import { columnNamed, presentSql, valueSql } from './columns.ts'
import { comparisonSql, incomparable } from './comparison-sql.ts'
import type { CompileData, DataColumn } from './data.ts'
import { comparedNumbers, mayHideNan } from './not-a-number.ts'
import { inSetSql } from './set-sql.ts'

export type FilterSql = { readonly sql: string } | { readonly message: string }

/** A filter as SQL that is never null: a comparison with a null is false, and `not` of it true. Or why these columns cannot be compared so. */
export function filterSql(filter: Filter, data: Pick<CompileData, 'columns'>): FilterSql {
  switch (filter.kind) {
    case 'compare':
      return neverNull(comparisonSql(columnNamed(data, filter.column), filter))
    case 'compare_columns':
      return neverNull(columnsSql(columnNamed(data, filter.left), filter.operator, columnNamed(data, filter.right)))
    case 'null':
      return { sql: `(${presentSql(columnNamed(data, filter.column))} is null)` }
    case 'in':
      return neverNull(inSql(columnNamed(data, filter.column), filter.values))
    case 'all':
      return joined(filter.parts, data, { word: ' and ', empty: 'true' })
    case 'any':
      return joined(filter.parts, data, { word: ' or ', empty: 'false' })
    case 'not': {
      const part = filterSql(filter.part, data)
      return 'message' in part ? part : { sql: `(not ${part.sql})` }
    }
  }
}

function neverNull(part: FilterSql): FilterSql {
  return 'message' in part ? part : { sql: `coalesce(${part.sql}, false)` }
}

/** SQL that compares two columns, null where either is; or why they do not compare. */
export function columnsSql(left: DataColumn, operator: Comparison | 'is not distinct from', right: DataColumn): FilterSql {
  if (!comparable(left.type, right.type))
    return { message: `column "${left.name}" is ${left.type} and "${right.name}" is ${right.type}: they do not compare` }
  const [one, other] = [valueSql(left), valueSql(right)]
  if (!mayHideNan(left) && !mayHideNan(right)) return { sql: `${one} ${operator} ${other}` }
  if (operator !== 'is not distinct from') return { sql: comparedNumbers(one, operator, other) }
  return { sql: `((${one} is null and ${other} is null) or coalesce(${comparedNumbers(one, '=', other)}, false))` }
}

const groups: Readonly<Record<string, string>> = { integer: 'number', number: 'number', date: 'time', timestamp: 'time', time: 'clock' }
function comparable(left: string, right: string): boolean {
  const [one, other] = [typeFamily(left), typeFamily(right)]
  return one === 'other' || other === 'other' ? left === right : (groups[one] ?? one) === (groups[other] ?? other)
}

function inSql(column: DataColumn, values: readonly Scalar[]): FilterSql {
  const found = inSetSql(column, values)
  return found.wrong === undefined ? { sql: found.sql } : { message: incomparable(column, found.wrong) }
}

interface Join {
  readonly word: string
  readonly empty: string
}

function joined(parts: readonly Filter[], data: Pick<CompileData, 'columns'>, { word, empty }: Join): FilterSql {
  if (parts.length === 0) return { sql: empty }
  const sqls: string[] = []
  for (const part of parts) {
    const found = filterSql(part, data)
    if ('message' in found) return found
    sqls.push(found.sql)
  }
  return { sql: `(${sqls.join(word)})` }
}
