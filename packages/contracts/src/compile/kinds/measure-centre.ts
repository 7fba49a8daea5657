import { type AggregateSource, rowsOf } from './aggregate-source.ts'
import { mantissaBits, momentsSql } from './measure-moments-sql.ts'

/**
 * SQL of a relation of one row: `c`, a double near the mean of the finite values of a column that does not depend on threads, and `m`,
 * the farthest that any of them lies from it. `conditions` say which rows are looked at.
 */
export function centreSql(source: AggregateSource, conditions: readonly string[]): string {
  const rows = rowsOf(source, ...conditions)
  const centre = `select ${meanSql(source, conditions)} as c`
  const ends = `select min(${source.double}) as low, max(${source.double}) as high ${rows}`
  return `(select c, greatest(high - c, c - low) as m from (${centre}) cross join (${ends}))`
}

// The groups of equal exponents are exact, and their few sums are added in their order.
function meanSql(source: AggregateSource, conditions: readonly string[]): string {
  const text = momentsSql(source, ...conditions)
  const groups = `select string_split(unnest(string_split(${text}, ';')), ' ') as g`
  const scaled = `list_sum(list(g[4]::DOUBLE * pow(2.0::DOUBLE, g[1]::DOUBLE - ${mantissaBits}) order by g[1]::DOUBLE))`
  return `(select ${scaled} / sum(g[2]::BIGINT) from (${groups}))`
}
