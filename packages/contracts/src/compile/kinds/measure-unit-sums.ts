import { nearestDouble } from './measure-exact.ts'

/** Bits behind the point of each of the two whole numbers that a sum is made of. */
const unitBits = 62
const unit = `${2 ** unitBits}::DOUBLE`

/**
 * SQL of the two whole numbers that make up the sum of values within -1 and 1: to 62 bits behind the point, and the 62 bits after
 * those. Whole numbers add up to the same in any order.
 */
export function unitSumsSql(value: string): readonly string[] {
  const high = `cast(${value} * ${unit} as BIGINT)`
  return [`sum(${high})`, `sum(cast((${value} * ${unit} - ${high}::DOUBLE) * ${unit} as BIGINT))`]
}

/** The sum divided by a count, as the nearest double. */
export function unitMean([high, low]: readonly [bigint, bigint], count: number): number {
  return nearestDouble({ numerator: (high << BigInt(unitBits)) + low, denominator: BigInt(count), exponent: -2 * unitBits })
}

/** SQL of one text of several such sums, behind their count: what {@link parseUnitSums} reads. */
export function unitSumsText(values: readonly string[], from: string): string {
  return `(select concat_ws(' ', count(*), ${values.flatMap(unitSumsSql).join(', ')}) ${from})`
}

/** The means of the values; null where there are none. */
export function parseUnitSums(text: unknown): { readonly count: number; readonly means: readonly number[] } | null {
  if (typeof text !== 'string') return null
  const [count = '0', ...sums] = text.split(' ')
  if (sums.length === 0) return null
  const whole = sums.map(BigInt)
  const means = Array.from({ length: sums.length / 2 }, (_, at) => unitMean([whole[2 * at] ?? 0n, whole[2 * at + 1] ?? 0n], Number(count)))
  return { count: Number(count), means }
}
