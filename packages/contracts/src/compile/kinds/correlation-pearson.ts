import { type Measuring, nothing, type Observation, observed } from './aggregate-observation.ts'
import { type AggregateSource, finiteSql, over, rowsOf } from './aggregate-source.ts'
import { centreSql } from './measure-centre.ts'
import { parseUnitSums, unitSumsText } from './measure-unit-sums.ts'

/**
 * Pearson's r over the rows with a value in both columns. Each column is taken as deviations from a number near its mean, in units
 * of the greatest of them, so that sums of products are within -n and n and can be made in whole numbers.
 */
export function measurePearson(left: AggregateSource, right: AggregateSource): Measuring {
  const finite = [finiteSql(left), finiteSql(right)]
  const pairs = `select ${left.double} as a, ${right.double} as b ${rowsOf(left, ...finite)}`
  const centres = `cross join ${centreSql(left, finite)} l(c, m) cross join ${centreSql(right, finite)} r(c, m)`
  const units = `select (a - l.c) / l.m as y, (b - r.c) / r.m as z from (${pairs}) ${centres}`
  return {
    sql: [
      unitSumsText(['y', 'z', '(y * y)', '(z * z)', '(y * z)'], `from (${units}) where isfinite(y) and isfinite(z)`),
      over(left, 'count(*)', `${left.value} is not null`, `${right.value} is not null`, `not (${finite.join(' and ')})`),
    ],
    read: ([text, odd]) => (Number(odd) > 0 ? notFinitePairs(Number(odd)) : read(text, left, right)),
  }
}

function notFinitePairs(count: number): Observation {
  return nothing(`${count} row${count === 1 ? ' has' : 's have'} a NaN or an infinity in one of the columns: there is no such number about them`)
}

function read(text: unknown, left: AggregateSource, right: AggregateSource): Observation {
  const sums = parseUnitSums(text)
  const [y = 0, z = 0, yy = 0, zz = 0, yz = 0] = sums?.means ?? []
  const spread = (yy - y * y) * (zz - z * z)
  if (!(spread > 0)) return nothing(`columns "${left.column.name}" and "${right.column.name}" have no two rows in which both differ`)
  return observed(Math.max(-1, Math.min(1, (yz - y * z) / Math.sqrt(spread))))
}
