import type { CheckOf } from '../../check.ts'
import { typeFamily } from '../../logical-type.ts'
import { quoteText } from '../../sql/sql-text.ts'
import { columnNamed, valueSql } from '../columns.ts'
import type { Compiled } from '../compiled.ts'
import type { CompileData } from '../data.ts'
import { notDecided, valueCheck } from '../row-check.ts'

export function compilePattern(check: CheckOf<'pattern'>, data: CompileData): Compiled {
  const column = columnNamed(data, check.column)
  if (typeFamily(column.type) !== 'string') return notDecided(`column "${column.name}" is ${column.type}, not string`)
  const failing = `not regexp_matches(${valueSql(column)}::VARCHAR, ${quoteText(check.patterns[0]?.re2 ?? '')})`
  return valueCheck(check, data, { column, failing })
}

export function compileLength(check: CheckOf<'length'>, data: CompileData): Compiled {
  const column = columnNamed(data, check.column)
  if (typeFamily(column.type) !== 'string') return notDecided(`column "${column.name}" is ${column.type}, not string`)
  const points = `length(${valueSql(column)}::VARCHAR)`
  const { minimum, maximum } = check
  const ends = [...(minimum === null ? [] : [`${points} < ${minimum}`]), ...(maximum === null ? [] : [`${points} > ${maximum}`])]
  return valueCheck(check, data, { column, failing: ends.join(' or ') || 'false' })
}
