import { type Measurer, nothing, type Observation, observed } from './aggregate-observation.ts'
import { type AggregateSource, finiteSql, noValues, over, rowsOf } from './aggregate-source.ts'
import { centreSql } from './measure-centre.ts'
import { nanSql, oddObservation } from './measure-odd.ts'
import { parseUnitSums, unitSumsText } from './measure-unit-sums.ts'

/** Third central moment over the variance to the power of 1.5, both divided by n: g1, scipy's skew. */
export const measureSkewness: Measurer = (source) => shape(source, ({ second, third }) => third / second ** 1.5)

/** Fourth central moment over the squared variance, less 3, both divided by n: g2, scipy's kurtosis. 0 for normal values. */
export const measureKurtosis: Measurer = (source) => shape(source, ({ second, fourth }) => fourth / second ** 2 - 3)

interface CentralMoments {
  readonly second: number
  readonly third: number
  readonly fourth: number
}

function shape(source: AggregateSource, of: (moments: CentralMoments) => number): ReturnType<Measurer> {
  return {
    sql: [deviationsSql(source), ...nanSql(source), ...(source.floating ? [over(source, `count_if(isinf(${source.value}))`)] : [])],
    read: ([text, nan = 0, infinite = 0]) =>
      oddObservation(source, { nan: Number(nan), above: Number(infinite), below: 0 }, 'refused') ?? readShape(source, text, of),
  }
}

// Deviations from a number near the mean, in units of the greatest one: their powers are within -1 and 1.
function deviationsSql(source: AggregateSource): string {
  const finite = finiteSql(source)
  const values = `select ${source.double} as v ${rowsOf(source, finite)}`
  const units = `select (v - c) / m as y from (${values}) cross join ${centreSql(source, [finite])}`
  return unitSumsText(['y', '(y * y)', '(y * y * y)', '(y * y * y * y)'], `from (${units}) where isfinite(y)`)
}

function readShape(source: AggregateSource, text: unknown, of: (moments: CentralMoments) => number): Observation {
  const sums = parseUnitSums(text)
  if (sums === null) return nothing(`${noValues(source)} that differ`)
  const [d = 0, squares = 0, cubes = 0, fourths = 0] = sums.means
  const second = squares - d ** 2
  const third = cubes - 3 * d * squares + 2 * d ** 3
  const fourth = fourths - 4 * d * cubes + 6 * d ** 2 * squares - 3 * d ** 4
  return second > 0 ? observed(of({ second, third, fourth })) : nothing(`all values of column "${source.column.name}" are equal`)
}
