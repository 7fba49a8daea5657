import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rocAuc } from './binary/roc-auc.ts'
import { metric, metricIds } from './catalogue.ts'
import type { Rows } from './rows.ts'

// Scores on a grid, so that ties are common; at least two rows of each class, so that one may be left out.
const row = fc.record({
  label: fc.constantFrom(0, 1),
  score: fc.integer({ min: 0, max: 20 }).map((step) => step / 20),
  weight: fc.integer({ min: 1, max: 5 }),
})
const someRows = fc
  .array(row, { minLength: 1, maxLength: 40 })
  .map((rows) => [...rows, ...[0, 0, 1, 1].map((label) => ({ label, score: 0.45, weight: 2 }))])
type Row = (typeof someRows extends fc.Arbitrary<infer T> ? T : never)[number]

function rowsOf(rows: readonly Row[], weighted = false): Rows {
  return {
    label: Float64Array.from(rows, (one) => one.label),
    score: Float64Array.from(rows, (one) => one.score),
    weight: weighted ? Float64Array.from(rows, (one) => one.weight) : null,
  }
}

function without(rows: readonly Row[], left: number): readonly Row[] {
  return rows.filter((_, at) => at !== left)
}

describe.each(metricIds)('the influence on %s', (id) => {
  it('has mean 0, weighted or not', () => {
    fc.assert(
      fc.property(someRows, fc.boolean(), (rows, weighted) => {
        const { influence } = metric(id).measure(rowsOf(rows, weighted))
        expect(influence?.reduce((sum, one) => sum + one, 0)).toBeCloseTo(0, 9)
      }),
    )
  })

  it('moves with the rows, while the value does not depend on their order', () => {
    fc.assert(
      fc.property(someRows, fc.nat(), (rows, shift) => {
        const turn = shift % rows.length
        const before = metric(id).measure(rowsOf(rows))
        const after = metric(id).measure(rowsOf([...rows.slice(turn), ...rows.slice(0, turn)]))
        expect(after.value).toBeCloseTo(before.value, 12)
        for (const [at, one] of before.influence?.entries() ?? [])
          expect(after.influence?.[(at - turn + rows.length) % rows.length]).toBeCloseTo(one, 10)
      }),
    )
  })

  it('treats a whole weight as that many rows', () => {
    fc.assert(
      fc.property(someRows, (rows) => {
        const repeated = rows.flatMap((one) => new Array<Row>(one.weight).fill(one))
        expect(metric(id).measure(rowsOf(rows, true)).value).toBeCloseTo(metric(id).measure(rowsOf(repeated)).value, 12)
      }),
    )
  })

  it('equals the jackknife: what leaving out the row does to the value', () => {
    fc.assert(
      fc.property(someRows, (rows) => {
        const all = metric(id).measure(rowsOf(rows))
        rows.forEach((one, at) => {
          const moved = all.value - metric(id).measure(rowsOf(without(rows, at))).value
          const ownClass = rows.filter((other) => other.label === one.label).length
          // A mean loses one row of n. The area loses one of its class of m, so that moved = (placement - area) / (m - 1).
          const scale = id === rocAuc.id ? (rows.length * (ownClass - 1)) / ownClass : rows.length - 1
          expect(all.influence?.[at]).toBeCloseTo(scale * moved, 9)
        })
      }),
      { numRuns: 30 },
    )
  })
})

describe('roc_auc', () => {
  it('of the opposite scores is the rest to 1', () => {
    fc.assert(
      fc.property(someRows, (rows) => {
        const opposite = rows.map((one) => ({ ...one, score: 1 - one.score }))
        expect(rocAuc.measure(rowsOf(opposite)).value).toBeCloseTo(1 - rocAuc.measure(rowsOf(rows)).value, 12)
      }),
    )
  })
})
