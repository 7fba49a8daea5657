import type { CheckOf } from '../../check.ts'
import type { Comparison } from '../../filter.ts'
import { isOfType, type LogicalType } from '../../logical-type.ts'
import { columnNamed, valueSql } from '../columns.ts'
import { comparisonSql } from '../comparison-sql.ts'
import type { Compiled } from '../compiled.ts'
import type { CompileData } from '../data.ts'
import { notDecided, valueCheck } from '../row-check.ts'

/** Fails values beyond either end, and NaN, which is in no range. */
export function compileRange(check: CheckOf<'range'>, data: CompileData): Compiled {
  const column = columnNamed(data, check.column)
  if (!fits(column.type, check.type)) return notDecided(`column "${column.name}" is ${column.type}, not ${check.type}`)
  const within: string[] = []
  for (const { operator, value } of ends(check)) {
    const compared = comparisonSql(column, { operator, value })
    if ('message' in compared) return notDecided(compared.message)
    within.push(compared.sql)
  }
  // NaN is greater than every number in DuckDB: no upper bound lets it pass, and a lower one alone would.
  if (/^(DOUBLE|FLOAT)$/.test(column.type) && check.maximum === null) within.push(`not isnan(${valueSql(column)})`)
  return valueCheck(check, data, { column, failing: within.length === 0 ? 'false' : `not (${within.join(' and ')})` })
}

function fits(duckType: string, type: LogicalType): boolean {
  if (type === 'integer' || type === 'number') return isOfType(duckType, 'number')
  return isOfType(duckType, type) || (type === 'timestamp' && duckType === 'DATE') || (type === 'date' && isOfType(duckType, 'timestamp'))
}

interface End {
  readonly operator: Comparison
  readonly value: number | string
}

function ends({ minimum, maximum }: CheckOf<'range'>): readonly End[] {
  return [
    ...(minimum ? [{ operator: minimum.exclusive ? '>' : '>=', value: minimum.value } as const] : []),
    ...(maximum ? [{ operator: maximum.exclusive ? '<' : '<=', value: maximum.value } as const] : []),
  ]
}
