import { metric, type RegressionRows } from '@seaworthy/metrics'
import { seedOf, signFlip, wilcoxonSignedRank } from '@seaworthy/stats'
import { describe, expect, it } from 'vitest'
import { compare } from './compare.ts'
import { unitTestOf } from './unit-test.ts'

const seed = 'sha256:test'
const rows = (errors: readonly number[], weight: Float64Array | null = null): RegressionRows => ({
  kind: 'regression',
  label: new Float64Array(errors.length),
  prediction: Float64Array.from(errors),
  quantiles: null,
  interval: null,
  weight,
})
// Absolute errors: the candidate is better by 1, 2, 3 and worse by 0.5.
const scored = { candidate: rows([1, 1, 1, 2.5]), baseline: rows([2, 3, 4, 2]), cluster: null, slices: [] }
const differences = Float64Array.of(1, 2, 3, -0.5)

describe('a test of units in place of the interval', () => {
  it('is Wilcoxon’s of the differences, more being better', () => {
    const pValue = unitTestOf('wilcoxon', { metric: metric('mae', 'regression'), rows: scored, seed })
    expect(pValue(0, 'two_sided')).toBe(wilcoxonSignedRank({ differences, alternative: 'two_sided' }).pValue)
    expect(pValue(-1.25, 'greater')).toBe(wilcoxonSignedRank({ differences: differences.map((one) => one + 1.25), alternative: 'greater' }).pValue)
  })

  it('is a sign-flip permutation, of whole clusters', () => {
    const clustered = { ...scored, cluster: Int32Array.of(0, 0, 1, 1) }
    const pValue = unitTestOf('permutation', { metric: metric('mae', 'regression'), rows: clustered, seed })
    // Sums by cluster are 3 and 2.5: of four flips one reaches 5.5.
    expect(pValue(0, 'greater')).toBe(0.25)
    expect(signFlip({ differences, cluster: clustered.cluster, alternative: 'greater', seed: seedOf('any') }).pValue).toBe(0.25)
  })

  it('takes the means of clusters for Wilcoxon’s', () => {
    const clustered = { ...scored, cluster: Int32Array.of(7, 7, 3, 3) }
    const pValue = unitTestOf('wilcoxon', { metric: metric('mae', 'regression'), rows: clustered, seed })
    expect(pValue(0, 'greater')).toBe(wilcoxonSignedRank({ differences: Float64Array.of(1.5, 1.25), alternative: 'greater' }).pValue)
  })

  it('stands in the comparison, whose interval stays', () => {
    const [plain] = compare({ scored, metrics: ['mae'], testSet: seed }).comparisons
    const [tested] = compare({ scored, metrics: ['mae'], testSet: seed, test: 'wilcoxon' }).comparisons
    expect(tested).toEqual({ ...plain, test: 'wilcoxon', pValue: 0.25 })
    expect(plain).toMatchObject({ test: null, method: 'paired_mean', reason: 'too_few_clusters' })
  })

  it.each([
    ['a metric that is no mean over units', { metric: metric('rmse', 'regression'), rows: scored }],
    ['rows with weights', { metric: metric('mae', 'regression'), rows: { ...scored, candidate: rows([1, 2], Float64Array.of(1, 2)) } }],
    ['no baseline', { metric: metric('mae', 'regression'), rows: { ...scored, baseline: null } }],
  ])('is refused for %s', (_, request) => {
    expect(() => unitTestOf('wilcoxon', { ...request, seed })).toThrow(expect.objectContaining({ code: 'TEST_NOT_APPLICABLE' }))
  })
})
