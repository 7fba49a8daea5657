import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { metric, metricIds } from '../catalogue.ts'
import type { BinaryRows } from '../rows/binary-rows.ts'
import { rocAuc } from './roc-auc.ts'

// Scores on a grid, so that ties are common; at least two rows of each class, whose scores overlap, so that one may be left out.
const row = fc.record({
  label: fc.constantFrom(0, 1),
  score: fc.integer({ min: 1, max: 19 }).map((step) => step / 20),
  weight: fc.integer({ min: 1, max: 5 }),
})
const overlapping = [0.35, 0.45, 0.55, 0.65].flatMap((score) => [0, 1].map((label) => ({ label, score, weight: 2 })))
const someRows = fc.array(row, { minLength: 1, maxLength: 40 }).map((rows) => [...rows, ...overlapping])
type Row = (typeof someRows extends fc.Arbitrary<infer T> ? T : never)[number]

function rowsOf(rows: readonly Row[], weighted = false): BinaryRows {
  return {
    kind: 'binary',
    label: Uint8Array.from(rows, (one) => one.label),
    score: Float64Array.from(rows, (one) => one.score),
    prediction: null,
    weight: weighted ? Float64Array.from(rows, (one) => one.weight) : null,
  }
}

const ids = metricIds('binary')
const smooth = ids.filter((id) => metric(id, 'binary').inference !== 'resampled')

it('is there for every metric that is not resampled, and for no other', () => {
  expect(ids.filter((id) => metric(id, 'binary').measure(rowsOf(overlapping)).influence !== null)).toEqual(smooth)
})

describe.each(ids)('%s', (id) => {
  it('does not depend on the order of the rows, with which its influence moves', () => {
    fc.assert(
      fc.property(someRows, fc.nat(), (rows, shift) => {
        const turn = shift % rows.length
        const before = metric(id, 'binary').measure(rowsOf(rows))
        const after = metric(id, 'binary').measure(rowsOf([...rows.slice(turn), ...rows.slice(0, turn)]))
        expect(after.value).toBeCloseTo(before.value, 10)
        for (const [at, one] of before.influence?.entries() ?? [])
          expect(after.influence?.[(at - turn + rows.length) % rows.length]).toBeCloseTo(one, 8)
      }),
      { numRuns: 30 },
    )
  })

  it('has the value under new weights that rows of those weights have, weights of 0 included', () => {
    fc.assert(
      fc.property(someRows, fc.infiniteStream(fc.integer({ min: 0, max: 3 })), (rows, counts) => {
        const given = rowsOf(rows)
        const weight = Float64Array.from(rows, (_, at) => (at < rows.length - overlapping.length ? (counts.next().value ?? 0) : 1))
        const reweighed = metric(id, 'binary').reweigh(given)
        reweighed(new Float64Array(rows.length).fill(1))
        expect(reweighed(weight)).toBeCloseTo(metric(id, 'binary').measure({ ...given, weight }).value, 10)
      }),
      { numRuns: 30 },
    )
  })

  it('does not see rows of weight 0', () => {
    fc.assert(
      fc.property(someRows, someRows, (counted, ignored) => {
        const weight = Float64Array.from([...counted.map((one) => one.weight), ...ignored.map(() => 0)])
        const all = { ...rowsOf([...counted, ...ignored]), weight }
        expect(metric(id, 'binary').measure(all).value).toBeCloseTo(metric(id, 'binary').measure(rowsOf(counted, true)).value, 10)
      }),
      { numRuns: 30 },
    )
  })
})

// The correction of ece_debiased reads how many rows there are, and weights are no rows.
describe.each(ids.filter((id) => id !== 'ece_debiased_15'))('%s', (id) => {
  it('treats a whole weight as that many rows', () => {
    fc.assert(
      fc.property(someRows, (rows) => {
        const repeated = rows.flatMap((one) => new Array<Row>(one.weight).fill(one))
        expect(metric(id, 'binary').measure(rowsOf(rows, true)).value).toBeCloseTo(metric(id, 'binary').measure(rowsOf(repeated)).value, 10)
      }),
      { numRuns: 30 },
    )
  })
})

describe.each(smooth)('the influence on %s', (id) => {
  it('has mean 0, weighted or not', () => {
    fc.assert(
      fc.property(someRows, fc.boolean(), (rows, weighted) => {
        const { influence } = metric(id, 'binary').measure(rowsOf(rows, weighted))
        expect(influence?.reduce((sum, one) => sum + one, 0) ?? 0).toBeCloseTo(0, 8)
      }),
    )
  })

  it('is how the value moves with the weight of the row, times weight and number of rows', () => {
    fc.assert(
      fc.property(someRows, fc.boolean(), (rows, weighted) => {
        const given = rowsOf(rows, weighted)
        const { influence } = metric(id, 'binary').measure(given)
        const reweighed = metric(id, 'binary').reweigh(given)
        const weight = given.weight?.slice() ?? new Float64Array(rows.length).fill(1)
        for (const [at, one] of weight.entries()) {
          const step = 1e-4 * one
          weight[at] = one + step
          const above = reweighed(weight)
          weight[at] = one - step
          const below = reweighed(weight)
          weight[at] = one
          const expected = (rows.length * one * (above - below)) / (2 * step)
          if (influence) expect(Math.abs((influence[at] as number) - expected)).toBeLessThan(1e-5 * (1 + Math.abs(expected)))
        }
      }),
      { numRuns: 30 },
    )
  })

  // The jackknife has a term of second order that the derivative has not: it falls with the number of rows.
  it('nears the jackknife, what leaving out the row does to the value', () => {
    const apart = (rows: readonly Row[]): number => {
      const all = metric(id, 'binary').measure(rowsOf(rows))
      const spread = Math.max(...(all.influence ?? []).map(Math.abs))
      const errors = rows.map((_, at) => {
        const moved = all.value - metric(id, 'binary').measure(rowsOf(rows.filter((_, other) => other !== at))).value
        return Math.abs((rows.length - 1) * moved - (all.influence?.[at] as number)) / spread
      })
      return Math.max(...errors)
    }
    const mixed = Array.from({ length: 14 }, (_, at) => ({ label: at % 3 === 0 ? 1 : 0, score: ((at * 7) % 19) / 20 + 0.05, weight: 1 }))
    const few = [...overlapping, ...mixed]
    const many = Array.from({ length: 8 }, () => few).flat()
    expect(apart(many)).toBeLessThan(0.07)
    expect(apart(many)).toBeLessThanOrEqual(apart(few) / 6 + 1e-9)
  })
})

describe('roc_auc', () => {
  it('has exactly the jackknife for influence, once a class is scaled by its own number', () => {
    fc.assert(
      fc.property(someRows, (rows) => {
        const all = rocAuc.measure(rowsOf(rows))
        rows.forEach((one, at) => {
          const moved = all.value - rocAuc.measure(rowsOf(rows.filter((_, other) => other !== at))).value
          const ownClass = rows.filter((other) => other.label === one.label).length
          // The area loses one of its class of m, so that moved = (placement - area) / (m - 1).
          expect(all.influence?.[at]).toBeCloseTo(((rows.length * (ownClass - 1)) / ownClass) * moved, 9)
        })
      }),
      { numRuns: 30 },
    )
  })

  it('of the opposite scores is the rest to 1', () => {
    fc.assert(
      fc.property(someRows, (rows) => {
        const opposite = rows.map((one) => ({ ...one, score: 1 - one.score }))
        expect(rocAuc.measure(rowsOf(opposite)).value).toBeCloseTo(1 - rocAuc.measure(rowsOf(rows)).value, 12)
      }),
    )
  })
})
