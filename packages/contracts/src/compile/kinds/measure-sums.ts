import { parseDecimal } from './aggregate-decimal.ts'
import { type Measurer, type Measuring, nothing, type Observation, observed } from './aggregate-observation.ts'
import { type AggregateSource, noValues, over } from './aggregate-source.ts'
import { type ExactNumber, nearestDouble, squareRoot } from './measure-exact.ts'
import { type Moments, meanOf, parseMoments, squaresOf, sumOf, varianceOf } from './measure-moments.ts'
import { momentsSql, wholeMomentsSql, wholeTypes } from './measure-moments-sql.ts'
import { oddObservation } from './measure-odd.ts'
import { windowSums } from './measure-windows.ts'

/** Types whose sums DuckDB makes in whole numbers. */
const summedExactly = /^(U?(TINYINT|SMALLINT|INTEGER|BIGINT)|HUGEINT|DECIMAL\(.*\))$/

export const measureSum: Measurer = (source) =>
  summedExactly.test(source.column.type)
    ? digitsSum(source, (sum) => ({ kind: 'digits', digits: sum }))
    : isText(source)
      ? windowSums(source, 'sum')
      : fromMoments(source, { infinite: 'passes', read: (moments) => observed(sumOf(moments)) })

export const measureMean: Measurer = (source) =>
  summedExactly.test(source.column.type)
    ? digitsSum(source, (sum, count) => observed(quotient(sum, count)))
    : isText(source)
      ? windowSums(source, 'mean')
      : fromMoments(source, { infinite: 'passes', read: (moments) => observed(meanOf(moments)) })

function isText({ column, floating }: AggregateSource): boolean {
  return floating && column.raw !== null
}

/** The variance and its root: exact for integers, and for all else as doubles. */
export const measureVariance: Measurer = (source) => spread(source, { less: 1n, of: nearestDouble })
export const measureStdev: Measurer = (source) => spread(source, { less: 1n, of: squareRoot })
export const measureStdevPopulation: Measurer = (source) => spread(source, { less: 0n, of: squareRoot })

interface Spread {
  readonly less: 0n | 1n
  of(variance: ExactNumber): number
}

function spread(source: AggregateSource, { less, of }: Spread): Measuring {
  const single = `column "${source.column.name}" has one value, and a deviation needs two`
  const read = (moments: Moments) => (moments.count <= less ? nothing(single) : observed(of(varianceOf(moments, less))))
  return wholeTypes.test(source.column.type) ? fromWhole(source, read) : fromMoments(source, { infinite: 'refused', read })
}

function fromWhole(source: AggregateSource, read: (moments: Moments) => Observation): Measuring {
  return {
    sql: wholeMomentsSql(source),
    read: ([n, total, ...parts]) => {
      if (typeof n !== 'bigint' || typeof total !== 'bigint') return nothing(noValues(source))
      const [high = 0n, mixed = 0n, low = 0n] = parts.map((part) => (typeof part === 'bigint' ? part : 0n))
      return read({ count: n, sum: total, squares: squaresOf([high, mixed, low]), exponent: 0 })
    },
  }
}

function digitsSum(source: AggregateSource, read: (sum: string, count: bigint) => Observation): Measuring {
  return {
    sql: [`(${over(source, `sum(${source.value})`)})::VARCHAR`, over(source, `count(${source.value})`)],
    read: ([sum, count]) => (typeof sum === 'string' ? read(sum, BigInt(Number(count))) : nothing(noValues(source))),
  }
}

function quotient(sum: string, count: bigint): number {
  const { digits, scale } = parseDecimal(sum) ?? { digits: 0n, scale: 0 }
  return nearestDouble({ numerator: digits, denominator: count * 10n ** BigInt(scale), exponent: 0 })
}

interface FromMoments {
  /** What infinities do: they make a sum infinite, and a deviation nothing. */
  readonly infinite: 'passes' | 'refused'
  read(moments: Moments): Observation
}

function fromMoments(source: AggregateSource, { infinite, read }: FromMoments): Measuring {
  return {
    sql: [momentsSql(source)],
    read: ([text]) => {
      const { moments, odd } = parseMoments(text)
      return oddObservation(source, odd, infinite) ?? (moments ? read(moments) : nothing(noValues(source)))
    },
  }
}
