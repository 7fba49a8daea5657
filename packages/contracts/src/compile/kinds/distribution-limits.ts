import type { Reference } from '../../reference.ts'
import { type AggregateSource, over } from './aggregate-source.ts'
import type { Cell } from './distribution-cells.ts'
import { nextDown } from './distribution-next-double.ts'

/** Cells of the line of numbers: up to each limit, the limit included, and one beyond the last. */
export interface Limits {
  /** Ascending. */
  readonly limits: readonly number[]
  /** One more than the limits. */
  readonly weights: readonly number[]
}

/** The first bin begins with its edge, each ends before the next one's, and the last one ends with its edge, as numpy has them. */
export function limitsOfBins({ edges, weights, tails }: Extract<Reference, { kind: 'bins' }>): Limits | { readonly message: string } {
  const last = edges.at(-1)
  if (last === undefined || edges.length < 2 || weights.length !== edges.length - 1)
    return { message: `the reference has ${edges.length} edges and ${weights.length} weights` }
  if (edges.some((edge, at) => Number.isNaN(edge) || (at > 0 && edge <= (edges[at - 1] ?? edge))))
    return { message: 'the edges of the reference do not ascend' }
  const limits = [...edges.slice(0, -1).map(nextDown), last]
  const [below, above] = tails
  // Nothing lies below an edge at minus infinity: its bin is the tail.
  if (edges[0] === Number.NEGATIVE_INFINITY) return { limits: limits.slice(1), weights: [below + (weights[0] ?? 0), ...weights.slice(1), above] }
  return { limits, weights: [below, ...weights, above] }
}

/** Each value is a cell of its own, with cells between them. */
export function limitsOfValues(values: readonly (readonly [value: number, weight: number])[]): Limits {
  const sorted = [...values].sort(([a], [b]) => a - b)
  const limits: number[] = []
  const weights: number[] = []
  for (const [value, weight] of sorted) {
    if (limits.at(-1) !== nextDown(value)) {
      limits.push(nextDown(value))
      weights.push(0)
    }
    limits.push(value)
    weights.push(weight)
  }
  return { limits, weights: [...weights, 0] }
}

/** SQL of a text of how many values are in each cell; NaN are in none. */
export function countsSql(source: AggregateSource, { limits }: Limits): string {
  const list = `[${limits.map((limit) => `'${limit}'::DOUBLE`).join(', ')}]`
  const counts = over(source, `histogram(${source.double}, ${list})`, ...(source.floating ? [`not isnan(${source.value})`] : []))
  return `array_to_string(map_values((${counts})), ' ')`
}

/** Reads it; no cells where there are no values. */
export function readCells(text: unknown, { weights }: Limits): readonly Cell[] {
  if (typeof text !== 'string' || text === '') return []
  const counts = text.split(' ').map(Number)
  return weights.map((reference, at) => ({ current: counts[at] ?? 0, reference, times: 1 }))
}
