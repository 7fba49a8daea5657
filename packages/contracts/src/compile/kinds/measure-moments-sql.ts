import { type AggregateSource, over, rowsOf } from './aggregate-source.ts'

/** Below it digits are cut off: 2^-960, about 1e-289. */
const smallest = `${2 ** -960}::DOUBLE`

/** The whole number m of a value is its double times 2^(53 - e). */
export const mantissaBits = 53
/** m = high x 2^31 + low, so that their products are BIGINT too. */
export const lowBits = 31

/**
 * SQL of one text with all that the sum and the sum of squares of some values are made of, in whole numbers: for each exponent e (a
 * multiple of 8) `e n positive sum(m) sum(high²) sum(high x low) sum(low²)`, groups parted by semicolons; those of NaN and of
 * infinities have no sums. Whole numbers add up to the same in any order, so the result does not depend on threads.
 */
export function momentsSql(source: AggregateSource, ...conditions: readonly string[]): string {
  const values = `select ${source.double} as v ${rowsOf(source, ...conditions, `${source.value} is not null`)}`
  const exponents = `select v, floor(log2(greatest(abs(v), ${smallest})) * 0.125::DOUBLE) * 8.0::DOUBLE as e from (${values})`
  const mantissas = `select v, e, try_cast(v * pow(2.0::DOUBLE, ${mantissaBits}.0::DOUBLE - e) as BIGINT) as m from (${exponents})`
  const parts = `select v, e, m, m >> ${lowBits} as h, m & ${2 ** lowBits - 1} as l from (${mantissas})`
  const sums = 'count(*) as n, count_if(v > 0) as p, sum(m) as s, sum(h * h) as hh, sum(h * l) as hl, sum(l * l) as ll'
  return `(select string_agg(concat_ws(' ', e, n, p, s, hh, hl, ll), ';') from (select e, ${sums} from (${parts}) group by e))`
}

/** Integers of at most 64 bits with a sign: they need no exponents, and so no groups. */
export const wholeTypes = /^(U?(TINYINT|SMALLINT|INTEGER)|BIGINT)$/

/** SQL of the same of a column of whole numbers, with exponent 0: n, the sum, and the sums of high², high x low and low². */
export function wholeMomentsSql(source: AggregateSource): readonly string[] {
  const value = `${source.value}::BIGINT`
  const [high, low] = [`(${value} >> ${lowBits})`, `(${value} & ${2 ** lowBits - 1})`]
  const sums = [`count(${value})`, `sum(${value})`, `sum(${high}::HUGEINT * ${high})`, `sum(${high} * ${low})`, `sum(${low} * ${low})`]
  return sums.map((sum) => over(source, sum))
}
