import type { Reference } from '../../reference.ts'
import { type AggregateSource, finiteSql } from './aggregate-source.ts'
import { type Cell, currentTotal, referenceTotal } from './distribution-cells.ts'
import { meanOf, parseMoments } from './measure-moments.ts'
import { momentsSql } from './measure-moments-sql.ts'

type Bins = Extract<Reference, { kind: 'bins' }>

/** SQL of what the mean distance of the values beyond the outer edges is made of, 0 for those within. */
export function overshootSql(source: AggregateSource, { edges }: Bins): string {
  const [first, last] = [`'${edges[0]}'::DOUBLE`, `'${edges.at(-1)}'::DOUBLE`]
  const beyond = `(greatest(${first} - ${source.double}, 0) + greatest(${source.double} - ${last}, 0))`
  return momentsSql({ ...source, double: beyond }, finiteSql(source))
}

/**
 * The area between the two distribution functions, in the unit of the values: straight within a bin, with the tails of the reference
 * at the outer edges, and the data beyond them where they are.
 */
export function wasserstein(cells: readonly Cell[], { edges }: Bins, overshoot: unknown): number {
  const [n, m] = [currentTotal(cells), referenceTotal(cells)]
  const { moments } = parseMoments(overshoot)
  let area = moments ? meanOf(moments) : 0
  let gap = 0
  for (const [at, { current, reference }] of cells.slice(0, -1).entries()) {
    const next = gap + current / n - reference / m
    if (at > 0) area += ((edges[at] ?? 0) - (edges[at - 1] ?? 0)) * meanSize(gap, next)
    gap = next
  }
  return area
}

/** The mean of |x| while x goes straight from one value to another. */
function meanSize(from: number, to: number): number {
  const [a, b] = [Math.abs(from), Math.abs(to)]
  return from * to >= 0 ? (a + b) / 2 : (a * a + b * b) / (2 * (a + b))
}
