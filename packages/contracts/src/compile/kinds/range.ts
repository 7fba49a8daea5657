import type { Bound, CheckOf } from '../../check.ts'
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
  const failing: string[] = /^(DOUBLE|FLOAT)$/.test(column.type) ? [`isnan(${valueSql(column)})`] : []
  for (const end of ends(check)) {
    const compared = comparisonSql(column, end)
    if ('message' in compared) return notDecided(compared.message)
    failing.push(compared.sql)
  }
  return valueCheck(check, data, { column, failing: failing.join(' or ') || 'false' })
}

function fits(duckType: string, type: LogicalType): boolean {
  if (type === 'integer' || type === 'number') return isOfType(duckType, 'number')
  return isOfType(duckType, type) || (type === 'timestamp' && duckType === 'DATE') || (type === 'date' && isOfType(duckType, 'timestamp'))
}

function ends({
  minimum,
  maximum,
}: {
  readonly minimum: Bound | null
  readonly maximum: Bound | null
}): readonly { operator: Comparison; value: Bound['value'] }[] {
  return [
    ...(minimum ? [{ operator: minimum.exclusive ? '<=' : '<', value: minimum.value } as const] : []),
    ...(maximum ? [{ operator: maximum.exclusive ? '>=' : '>', value: maximum.value } as const] : []),
  ]
}
