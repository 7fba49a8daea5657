import type { NumericView } from './profile-view.ts'

/** One bar of a drawing: from `low` to `high` on the axis, `height` as density, so that bars of different widths compare. */
export interface Bar {
  readonly low: number
  readonly high: number
  readonly height: number
  readonly count: number
}

/** The bars of a column of numbers: its histogram where there is one, else its bins of equal counts, which are narrow where values are dense. */
export function barsOf({ min, max, edges, counts, histogram }: NumericView): readonly Bar[] {
  if (histogram && histogram.counts.length > 0) return bars(histogram.edges, histogram.counts)
  if (min === null || max === null) return []
  const inner = edges.filter((edge) => edge > min && edge < max)
  if (inner.length + 1 !== counts.length) return merged(min, max, { edges, counts })
  return bars([min, ...inner, max], counts)
}

// Edges at or beyond the ends leave empty bins there: their counts go to the neighbours.
function merged(min: number, max: number, { edges, counts }: Pick<NumericView, 'edges' | 'counts'>): readonly Bar[] {
  const ends = [min]
  const sums: number[] = []
  let sum = 0
  for (const [at, count] of counts.entries()) {
    sum += count
    const edge = edges[at]
    if (edge === undefined || edge >= max) continue
    if (edge <= min) continue
    ends.push(edge)
    sums.push(sum)
    sum = 0
  }
  return bars([...ends, max], [...sums, sum])
}

function bars(edges: readonly number[], counts: readonly number[]): readonly Bar[] {
  return counts.map((count, at) => {
    const low = edges[at] ?? 0
    const high = edges[at + 1] ?? low
    return { low, high, count, height: high > low ? count / (high - low) : count }
  })
}
