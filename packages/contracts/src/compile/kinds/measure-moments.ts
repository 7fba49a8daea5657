import { type ExactNumber, nearestDouble } from './measure-exact.ts'
import { lowBits, mantissaBits } from './measure-moments-sql.ts'

/** Exact sums of finite doubles: `sum` x 2^`exponent`, and of their squares `squares` x 2^(2 x `exponent`). */
export interface Moments {
  readonly count: bigint
  readonly sum: bigint
  readonly squares: bigint
  readonly exponent: number
}

/** Reads what {@link momentsSql} yields; null where there are no values. */
export function parseMoments(text: unknown): Moments | null {
  if (typeof text !== 'string' || text === '') return null
  const groups = text.split(';').map(parseGroup)
  const exponent = Math.min(...groups.map((group) => group.exponent))
  return groups.reduce(
    (total, group) => {
      const up = BigInt(group.exponent - exponent)
      return {
        count: total.count + group.count,
        sum: total.sum + (group.sum << up),
        squares: total.squares + (group.squares << (2n * up)),
        exponent,
      }
    },
    { count: 0n, sum: 0n, squares: 0n, exponent },
  )
}

function parseGroup(text: string): Moments {
  const [exponent = '0', ...numbers] = text.split(' ')
  const [count = 0n, sum = 0n, high = 0n, mixed = 0n, low = 0n] = numbers.map(BigInt)
  return { count, sum, squares: squaresOf([high, mixed, low]), exponent: Number(exponent) - mantissaBits }
}

/** The sum of squares of whole numbers from those of their high and low parts, and of the products of both. */
export function squaresOf([high, mixed, low]: readonly [bigint, bigint, bigint]): bigint {
  return (high << BigInt(2 * lowBits)) + (mixed << BigInt(lowBits + 1)) + low
}

export function sumOf({ sum, exponent }: Moments): number {
  return nearestDouble({ numerator: sum, denominator: 1n, exponent })
}

/** The double nearest to the mean. */
export function meanOf({ sum, count, exponent }: Moments): number {
  return nearestDouble({ numerator: sum, denominator: count, exponent })
}

/** The variance, divided by n - `less`: exact, so that nothing cancels. */
export function varianceOf({ sum, squares, count, exponent }: Moments, less: 0n | 1n): ExactNumber {
  return { numerator: count * squares - sum * sum, denominator: count * (count - less), exponent: 2 * exponent }
}
