import { typeFamily } from '../logical-type.ts'
import { valueSql } from './columns.ts'
import type { DataColumn } from './data.ts'

/**
 * SQL of a value as a text, null for a null; or why there is none. Of text files it is what is written there, whatever the type; of
 * others texts alone, and integers, whose digits are one text.
 */
export function textSql(column: DataColumn): { readonly sql: string } | { readonly message: string } {
  const value = valueSql(column)
  const family = typeFamily(column.type)
  if (family === 'string') return { sql: column.type === 'VARCHAR' ? value : `${value}::VARCHAR` }
  if (column.raw !== null) return { sql: `case when ${value} is not null then ${column.raw}::VARCHAR end` }
  return family === 'integer' ? { sql: `${value}::VARCHAR` } : { message: `column "${column.name}" is ${column.type}, not string` }
}
