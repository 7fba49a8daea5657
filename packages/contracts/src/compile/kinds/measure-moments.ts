import { type ExactNumber, nearestDouble } from './measure-exact.ts'
import { lowBits, mantissaBits } from './measure-moments-sql.ts'
import type { OddValues } from './measure-odd.ts'

/** Exact sums of finite doubles: `sum` x 2^`exponent`, and of their squares `squares` x 2^(2 x `exponent`). */
export interface Moments {
  readonly count: bigint
  readonly sum: bigint
  readonly squares: bigint
  readonly exponent: number
}

/** Reads what {@link momentsSql} yields: the sums of the finite values, null where there are none, and how many others there are. */
export function parseMoments(text: unknown): { readonly moments: Moments | null; readonly odd: OddValues } {
  const groups = typeof text === 'string' && text !== '' ? text.split(';').map((group) => group.split(' ')) : []
  const [nan = 0] = groups.filter(([e]) => e === 'nan').map(([, count]) => Number(count))
  const [infinite = [0, 0]] = groups.filter(([e]) => e === 'inf').map(([, ...counts]) => counts.map(Number))
  const [all = 0, above = 0] = infinite
  const finite = groups.filter(([e]) => e !== 'nan' && e !== 'inf').map(parseGroup)
  return { moments: finite.length === 0 ? null : added(finite), odd: { nan, above, below: all - above } }
}

function added(groups: readonly Moments[]): Moments {
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

function parseGroup([exponent = '0', count = '0', , ...sums]: readonly string[]): Moments {
  const [sum = 0n, high = 0n, mixed = 0n, low = 0n] = sums.map(BigInt)
  return { count: BigInt(count), sum, squares: squaresOf([high, mixed, low]), exponent: Number(exponent) - mantissaBits }
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
