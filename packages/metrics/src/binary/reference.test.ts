import { readFileSync } from 'node:fs'
import { clusteredEstimate } from '@seaworthy/stats'
import { describe, expect, it } from 'vitest'
import { metric } from '../catalogue.ts'
import type { BinaryRows } from '../rows/binary-rows.ts'
import { precisionRecallCurve, rocCurve, thresholdCurve } from './curves.ts'
import { rocAuc } from './roc-auc.ts'

interface Case {
  readonly name: string
  readonly label: number[]
  readonly score: number[]
  readonly single: boolean
  readonly weight: number[] | null
  readonly values: Record<string, number | null>
  readonly aucInfluence: number[] | null
}
interface Curves {
  readonly label: number[]
  readonly score: number[]
  readonly weight: number[]
  readonly roc: Record<string, number[]>
  readonly precisionRecall: Record<string, number[]>
  readonly thresholds: Record<string, number[]>
}
interface Paired {
  readonly label: number[]
  readonly first: number[]
  readonly second: number[]
  readonly cluster: number[]
  readonly delong: number
  readonly clustered: number
  readonly jackknife: number
}
const reference = JSON.parse(readFileSync(new URL('fixtures/reference.json', import.meta.url), 'utf8')) as {
  cases: Case[]
  curves: Curves
  paired: Paired
}

function rowsOf({
  label,
  score,
  weight,
  single = false,
}: {
  label: number[]
  score: number[]
  weight: number[] | null
  single?: boolean
}): BinaryRows {
  return {
    kind: 'binary',
    label: Uint8Array.from(label),
    score: single ? Float32Array.from(score) : Float64Array.from(score),
    prediction: null,
    weight: weight && Float64Array.from(weight),
  }
}

// What cancels to about 0 has no relative precision: the skill of a model that is as good as none.
function error(actual: number, expected: number): number {
  return Math.abs(actual - expected) / Math.max(Math.abs(expected), 1e-3)
}

describe.each(reference.cases)('on $name', (given) => {
  const ids = Object.keys(given.values)

  it.each(ids)('%s equals the reference to 1e-12, and so does its value under weights', (id) => {
    const rows = rowsOf(given)
    const expected = given.values[id] ?? Number.NaN
    const values = [
      metric(id, 'binary').measure(rows).value,
      metric(id, 'binary').reweigh(rows)(rows.weight ?? new Float64Array(rows.label.length).fill(1)),
    ]
    for (const value of values) {
      if (Number.isNaN(expected)) expect(value).toBeNaN()
      else expect(error(value, expected)).toBeLessThan(1e-12)
    }
  })

  it.each(ids)('%s is the same where all weights are twice as much', (id) => {
    const rows = rowsOf(given)
    const doubled = { ...rows, weight: Float64Array.from(rows.label, (_, row) => 2 * (rows.weight?.[row] ?? 1)) }
    const [once, twice] = [rows, doubled].map((one) => metric(id, 'binary').measure(one).value) as [number, number]
    if (Number.isNaN(once)) expect(twice).toBeNaN()
    else expect(error(twice, once)).toBeLessThan(1e-12)
  })

  it('the influence of each row on ROC AUC equals the matrix of pairs', () => {
    const { influence, value } = rocAuc.measure(rowsOf(given))
    if (Number.isNaN(value)) expect(influence).toBeNull()
    for (const [row, expected] of given.aucInfluence?.entries() ?? []) expect(influence?.[row]).toBeCloseTo(expected, 11)
  })
})

describe('curves equal scikit-learn', () => {
  const { roc, precisionRecall, thresholds, ...given } = reference.curves
  const expectEqual = (actual: Record<string, Float64Array>, expected: Record<string, number[]>): void => {
    for (const [name, values] of Object.entries(expected)) {
      expect(actual[name]?.length).toBe(values.length)
      for (const [at, value] of values.entries()) expect(actual[name]?.[at]).toBeCloseTo(value, 12)
    }
  }

  it('ROC, from a threshold of infinity', () => {
    const curve = rocCurve(rowsOf(given))
    expect(curve.threshold[0]).toBe(Number.POSITIVE_INFINITY)
    expectEqual({ ...curve, threshold: curve.threshold.subarray(1) }, roc)
  })

  it('precision and recall, to a last point of precision 1 and recall 0', () => {
    const curve = precisionRecallCurve(rowsOf(given))
    expect([curve.precision.at(-1), curve.recall.at(-1)]).toEqual([1, 0])
    expectEqual({ ...curve }, precisionRecall)
  })

  it('the confusion matrix at each threshold', () => {
    expectEqual({ ...thresholdCurve(rowsOf(given)) }, thresholds)
  })
})

describe('the difference of two areas on the same rows', () => {
  const { label, first, second, cluster, ...expected } = reference.paired
  const influenceOf = (score: number[]) => rocAuc.measure(rowsOf({ label, score, weight: null })).influence ?? new Float64Array(0)
  const other = influenceOf(second)
  const influence = influenceOf(first).map((one, row) => one - (other[row] as number))

  it('has the variance of DeLong where rows are independent, up to its n - 1 for each class', () => {
    const { standardError } = clusteredEstimate({ influence, cluster: null })
    expect(standardError ** 2 / expected.delong).toBeCloseTo(1, 2)
  })

  it('has the variance of all pairs of rows of one cluster', () => {
    const { standardError, designEffect } = clusteredEstimate({ influence, cluster: Int32Array.from(cluster) })
    expect(Math.abs(standardError ** 2 / expected.clustered - 1)).toBeLessThan(1e-12)
    expect(designEffect).toBeGreaterThan(2)
  })

  // The jackknife keeps second-order terms and errs upwards; the gap in variance falls like 1/G (8.5 % at 40 clusters, 3.7 % here).
  it('has a standard error just below that of leaving out one of 120 clusters after the other, by less than 2 %', () => {
    const { standardError } = clusteredEstimate({ influence, cluster: Int32Array.from(cluster) })
    const ratio = standardError / Math.sqrt(expected.jackknife)
    expect(ratio).toBeGreaterThan(0.98)
    expect(ratio).toBeLessThan(1)
  })
})
