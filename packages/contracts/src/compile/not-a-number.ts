import type { Comparison } from '../filter.ts'
import type { DataColumn } from './data.ts'

/**
 * Whether a column may hold NaN that DuckDB does not see: it answers comparisons from the statistics of a Parquet file where those
 * suffice, and they leave NaN out. `isnan` itself looks at the values.
 */
export function mayHideNan({ type, raw }: DataColumn): boolean {
  return raw === null && /^(DOUBLE|FLOAT)$/.test(type)
}

/** What DuckDB's order says of NaN on the left of a number: it is greater than each. */
export const nanBeside: Readonly<Record<Comparison, boolean>> = { '=': false, '<>': true, '<': false, '<=': false, '>': true, '>=': true }

/** A comparison of a column's value with a number, NaN looked at by itself; null for a null. */
export function comparedNumber(value: string, operator: Comparison, right: string): string {
  return `case when isnan(${value}) then ${nanBeside[operator]} else ${value} ${operator} ${right} end`
}

/** The same of two columns, either of which may hold NaN; NaN equals NaN. */
export function comparedNumbers(left: string, operator: Comparison, right: string): string {
  const both = operator === '=' || operator === '<=' || operator === '>='
  const rightAlone = operator === '<' || operator === '<=' || operator === '<>'
  const [leftNan, rightNan] = [`isnan(${left}::DOUBLE)`, `isnan(${right}::DOUBLE)`]
  return (
    `case when ${left} is null or ${right} is null then null when ${leftNan} then case when ${rightNan} then ${both} else ${nanBeside[operator]} end ` +
    `when ${rightNan} then ${rightAlone} else ${left} ${operator} ${right} end`
  )
}
