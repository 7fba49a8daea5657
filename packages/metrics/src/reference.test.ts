import { readFileSync } from 'node:fs'
import { clusteredEstimate } from '@seaworthy/stats'
import { describe, expect, it } from 'vitest'
import { rocAuc } from './binary/roc-auc.ts'
import { metric, metricIds } from './catalogue.ts'

interface Case {
  readonly name: string
  readonly label: number[]
  readonly score: number[]
  readonly weight: number[] | null
  readonly values: Record<string, number | null>
  readonly aucInfluence: number[] | null
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
const reference = JSON.parse(readFileSync(new URL('fixtures/reference.json', import.meta.url), 'utf8')) as { cases: Case[]; paired: Paired }

function rowsOf(given: Case) {
  return { label: Float64Array.from(given.label), score: Float64Array.from(given.score), weight: given.weight && Float64Array.from(given.weight) }
}

function relativeError(actual: number, expected: number): number {
  return expected === 0 ? Math.abs(actual) : Math.abs(actual / expected - 1)
}

describe.each(reference.cases)('on $name', (given) => {
  it.each(metricIds)('%s equals scikit-learn to 1e-12', (id) => {
    const { value } = metric(id).measure(rowsOf(given))
    const expected = given.values[id] ?? Number.NaN
    if (Number.isNaN(expected)) expect(value).toBeNaN()
    else expect(relativeError(value, expected)).toBeLessThan(1e-12)
  })

  it('the influence of each row on ROC AUC equals the matrix of pairs', () => {
    const { influence } = rocAuc.measure(rowsOf(given))
    if (!given.aucInfluence) expect(influence).toBeNull()
    else for (const [row, expected] of given.aucInfluence.entries()) expect(influence?.[row]).toBeCloseTo(expected, 11)
  })
})

describe('the difference of two areas on the same rows', () => {
  const { label, first, second, cluster, ...expected } = reference.paired
  const influenceOf = (score: number[]) =>
    rocAuc.measure({ label: Float64Array.from(label), score: Float64Array.from(score), weight: null }).influence ?? new Float64Array(0)
  const other = influenceOf(second)
  const influence = influenceOf(first).map((one, row) => one - (other[row] as number))

  it('has the variance of DeLong where rows are independent, up to its n - 1 for each class', () => {
    const { standardError } = clusteredEstimate({ influence, cluster: null })
    expect(standardError ** 2 / expected.delong).toBeCloseTo(1, 2)
  })

  it('has the variance of all pairs of rows of one cluster', () => {
    const { standardError, designEffect } = clusteredEstimate({ influence, cluster: Int32Array.from(cluster) })
    expect(relativeError(standardError ** 2, expected.clustered)).toBeLessThan(1e-12)
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
