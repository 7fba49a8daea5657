import type { Scalar } from '../check.ts'
import type { Comparison } from '../filter.ts'
import { typeFamily } from '../logical-type.ts'
import { valueSql } from './columns.ts'
import type { DataColumn } from './data.ts'
import { literal } from './literal.ts'
import { comparedNumber, comparedNumbers, mayHideNan } from './not-a-number.ts'

interface Compared {
  readonly operator: Comparison
  readonly value: Scalar
}

/** SQL that compares a column with a value, null for a null; or why the two do not compare. */
export function comparisonSql(column: DataColumn, { operator, value }: Compared): { readonly sql: string } | { readonly message: string } {
  const right = literal(value, column.type)
  if (right === null) return { message: incomparable(column, value) }
  if (typeFamily(column.type) === 'integer' && typeof value === 'number' && Number.isFinite(value) && !Number.isInteger(value))
    return { sql: betweenIntegers(column, operator, value) }
  const left = typeFamily(column.type) === 'string' && column.type !== 'VARCHAR' ? `${valueSql(column)}::VARCHAR` : valueSql(column)
  if (mayHideNan(column)) return { sql: Number.isNaN(value) ? comparedNumbers(left, operator, right) : comparedNumber(left, operator, right) }
  return { sql: `${left} ${operator} ${right}` }
}

/** @example incomparable(delay, 'late') // 'column "delay" is BIGINT, and "late" does not compare with that' */
export function incomparable({ name, type }: DataColumn, value: Scalar): string {
  return `column "${name}" is ${type}, and ${JSON.stringify(value)} does not compare with that`
}

// An integer beside a fraction would be taken for a DOUBLE, and be rounded beyond 2^53.
function betweenIntegers(column: DataColumn, operator: Comparison, value: number): string {
  const left = valueSql(column)
  switch (operator) {
    case '=':
      return `(${left} is null and null)`
    case '<>':
      return `(${left} is not null or null)`
    case '<':
    case '<=':
      return `${left} <= ${Math.floor(value)}`
    case '>':
    case '>=':
      return `${left} >= ${Math.ceil(value)}`
  }
}
