import type { Scalar } from '../check.ts'
import { typeFamily } from '../logical-type.ts'
import { valueSql } from './columns.ts'
import type { DataColumn } from './data.ts'
import { literal } from './literal.ts'
import { fewValues, valuesQuery } from './looked-up.ts'
import { mayHideNan } from './not-a-number.ts'

/** SQL that tells whether a value is in a set, null for a null; `wrong` is the first value that does not compare with the column. */
export function inSetSql(column: DataColumn, values: readonly Scalar[]): { readonly sql: string; readonly wrong?: Scalar } {
  const integers = typeFamily(column.type) === 'integer'
  const literals = new Map<string, Scalar>()
  for (const value of new Set(values)) {
    const text = literal(value, column.type)
    if (text === null) return { sql: 'null', wrong: value }
    // No integer is a fraction, and beside one it would be compared as a DOUBLE.
    if (!integers || isWhole(value)) literals.set(text, value)
  }
  const value = typeFamily(column.type) === 'string' && column.type !== 'VARCHAR' ? `${valueSql(column)}::VARCHAR` : valueSql(column)
  if (literals.size === 0) return { sql: `(${value} is null and null)` }
  const list = literals.size <= fewValues ? [...literals.keys()].join(', ') : valuesQuery(column, [...literals.values()])
  if (mayHideNan(column)) return { sql: `case when isnan(${value}) then ${hasNan([...literals.values()])} else ${value} in (${list}) end` }
  return { sql: `${value} in (${list})` }
}

function hasNan(values: readonly Scalar[]): boolean {
  return values.some((value) => Number.isNaN(typeof value === 'number' ? value : 0) || (typeof value === 'string' && /^nan$/i.test(value)))
}

function isWhole(value: Scalar): boolean {
  return typeof value === 'number' ? Number.isInteger(value) : typeof value !== 'string' || !value.includes('.')
}
