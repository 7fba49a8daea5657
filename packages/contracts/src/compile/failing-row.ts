import type { Bound, Check, CheckOf, Scalar } from '../check.ts'
import { quoteIdentifier, quoteText } from '../sql/sql-text.ts'
import type { DataColumn } from './applicable.ts'

/** The SQL condition that a row must meet to fail a check; null for checks that are not about single rows. Never NULL itself. */
export function failingRow(check: Check, columns: readonly DataColumn[]): string | null {
  const column = 'column' in check ? columns.find(({ name }) => name === check.column) : undefined
  if (!column) return null
  const value = quoteIdentifier(column.name)
  const given = column.raw ?? value
  switch (check.kind) {
    case 'type':
      return column.raw === null ? null : `(${column.raw} is not null and ${value} is null)`
    case 'not_null':
      return `(${given} is null)`
    case 'null_count':
      return `(${[`${given} is null`, ...inSet(value, check.missing)].join(' or ')})`
    case 'range':
      return `(${value} is not null and (${outOfRange(check, column).join(' or ')}))`
    case 'pattern':
      return `(${value} is not null and not regexp_matches(${value}::VARCHAR, ${quoteText(check.patterns[0]?.re2 ?? '')}))`
    case 'length':
      return `(${value} is not null and (${wrongLength(check, value).join(' or ')}))`
    case 'in_set':
      return `(${value} is not null and not (${inSet(value, check.values).join('')}))`
    default:
      return null
  }
}

function inSet(value: string, values: readonly Scalar[]): readonly string[] {
  return values.length === 0 ? [] : [`coalesce(${value} in (${values.map(literal).join(', ')}), false)`]
}

function literal(value: Scalar): string {
  return typeof value === 'string' ? quoteText(value) : String(value)
}

// NaN is greater than every number in DuckDB, so that a lower bound alone would let it pass.
function outOfRange({ minimum, maximum, type }: CheckOf<'range'>, column: DataColumn): readonly string[] {
  const value = quoteIdentifier(column.name)
  const end = (bound: Bound) => (typeof bound.value === 'number' ? String(bound.value) : `${type.toUpperCase()} ${quoteText(bound.value)}`)
  return [
    ...(minimum ? [`${value} ${minimum.exclusive ? '<=' : '<'} ${end(minimum)}`] : []),
    ...(maximum ? [`${value} ${maximum.exclusive ? '>=' : '>'} ${end(maximum)}`] : []),
    ...(column.type === 'DOUBLE' || column.type === 'FLOAT' ? [`isnan(${value})`] : []),
  ]
}

function wrongLength({ minimum, maximum }: CheckOf<'length'>, value: string): readonly string[] {
  const points = `length(${value}::VARCHAR)`
  return [...(minimum === null ? [] : [`${points} < ${minimum}`]), ...(maximum === null ? [] : [`${points} > ${maximum}`])]
}
