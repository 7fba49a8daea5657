import { type Measuring, nothing, type Observation, observed } from './aggregate-observation.ts'
import { type AggregateSource, noValues, over } from './aggregate-source.ts'
import { nearestDouble } from './measure-exact.ts'
import { oddObservation } from './measure-odd.ts'

/** Bits of each window. */
const windowBits = 62
/** The units of the windows, as powers of two: values up to 2^186 are told to 2^-124. */
const units = [124, 62, 0, -62, -124] as const
const [largestUnit, , , , smallestUnit] = units
/** Where all values are smaller, too few of their digits are told. */
const tooSmall = 1e-24

/**
 * The sum of doubles in text files, or the mean: in the one scan, since another would parse the text again. Each value is taken apart
 * into whole numbers of five units, 62 bits apart, which add up to the same in any order. Values are told to 2^-125 (about 2e-38).
 */
export function windowSums(source: AggregateSource, of: 'sum' | 'mean'): Measuring {
  const { value } = source
  const parts = windowParts(source.double)
  const aggregates = [
    `count(${value})`,
    `count(${parts[0]})`,
    `count_if(isnan(${value}))`,
    `min(${source.double})`,
    `max(${source.double})`,
    ...parts.map((part) => `sum(${part})`),
  ]
  return { sql: aggregates.map((aggregate) => over(source, aggregate)), read: (values) => read(source, of, values) }
}

/** SQL of the whole numbers; null for what is not finite, or too large. */
function windowParts(value: string): readonly string[] {
  const parts: string[] = []
  let rest = `(${value} * ${2 ** -largestUnit}::DOUBLE)`
  for (const _ of units) {
    const part = `try_cast(${rest} as BIGINT)`
    parts.push(part)
    rest = `((${rest} - ${part}::DOUBLE) * ${2 ** windowBits}::DOUBLE)`
  }
  return parts
}

function read(source: AggregateSource, of: 'sum' | 'mean', [values, told, nan, least, greatest, ...sums]: readonly unknown[]): Observation {
  const count = Number(values)
  if (count === 0) return nothing(noValues(source))
  const [low, high] = [Number(least), Number(greatest)]
  const infinite = count - Number(told)
  const [above, below] = [high === Number.POSITIVE_INFINITY, low === Number.NEGATIVE_INFINITY]
  const odd = { nan: Number(nan), above: above ? infinite - Number(below) : 0, below: below ? (above ? 1 : infinite) : 0 }
  const found = oddObservation(source, odd, 'passes')
  if (found) return found
  const size = Math.max(high, -low)
  if (infinite > 0) return nothing(outside(source, 'beyond 1e56'))
  if (size > 0 && size < tooSmall) return nothing(outside(source, `all below ${tooSmall}`))
  const total = sums.reduce((sum: bigint, part) => (sum << BigInt(windowBits)) + (typeof part === 'bigint' ? part : 0n), 0n)
  return observed(nearestDouble({ numerator: total, denominator: of === 'sum' ? 1n : BigInt(count), exponent: smallestUnit }))
}

function outside({ column }: AggregateSource, what: string): string {
  return `values of column "${column.name}" are ${what}: in text files such numbers are not added up, in Parquet they are`
}
