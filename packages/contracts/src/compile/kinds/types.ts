import type { CheckOf } from '../../check.ts'
import { allRows } from '../../condition.ts'
import { isOfType } from '../../logical-type.ts'
import { columnNamed, valueSql } from '../columns.ts'
import { type Compiled, failing, passing } from '../compiled.ts'
import type { CompileData } from '../data.ts'
import { rowCheck } from '../row-check.ts'

/** In text files each value must be written as its type is; else the type that the file declares must be of the wanted one. */
export function compileType(check: CheckOf<'type'>, data: CompileData): Compiled {
  const column = columnNamed(data, check.column)
  if (column.raw !== null) {
    const failing = column.plain ? 'false' : `(${column.raw} is not null and ${valueSql(column)} is null)`
    return rowCheck(allRows, data, { failing, valued: null, shown: column.raw })
  }
  const fits = check.duckType === null ? isOfType(column.type, check.type) : column.type === check.duckType
  if (fits) return { kind: 'decided', finding: passing(column.type) }
  return { kind: 'decided', finding: failing(`column "${column.name}" is ${column.type}, not ${check.duckType ?? check.type}`, column.type) }
}

export function compileTypeIn(check: CheckOf<'type_in'>, data: CompileData): Compiled {
  const { name, type } = columnNamed(data, check.column)
  if (check.duckTypes.includes(type)) return { kind: 'decided', finding: passing(type) }
  return { kind: 'decided', finding: failing(`column "${name}" is ${type}, not ${check.duckTypes.join(' or ')}`, type) }
}
