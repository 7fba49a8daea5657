import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { expectInfluence } from '../influence.contract.ts'
import type { ClusteringRows } from '../rows/clustering-rows.ts'
import { clusteringFamilies } from './families.ts'

interface Case {
  readonly name: string
  readonly label: readonly number[]
  readonly prediction: readonly number[]
  readonly width: number
  readonly features: readonly number[]
  readonly weight: readonly number[] | null
  readonly values: Readonly<Record<string, number | null>>
}

const reference = JSON.parse(readFileSync(new URL('fixtures/reference.json', import.meta.url), 'utf8')) as { readonly cases: readonly Case[] }

function rowsOf({ name, label, prediction, width, features, weight }: Case): ClusteringRows {
  return {
    kind: 'clustering',
    label: Int32Array.from(label),
    prediction: Int32Array.from(prediction),
    features: { width, values: name === 'float32 features' ? Float32Array.from(features) : Float64Array.from(features) },
    weight: weight && Float64Array.from(weight),
  }
}

function clusters(prediction: readonly number[], more: Partial<ClusteringRows> = {}): ClusteringRows {
  return { kind: 'clustering', label: null, prediction: Uint8Array.from(prediction), features: null, weight: null, ...more }
}

function onLine(points: readonly number[]): NonNullable<ClusteringRows['features']> {
  return { width: 1, values: Float64Array.from(points) }
}

function metric(id: string) {
  const found = clusteringFamilies.map((family) => family.parse(id)).find((one) => one !== null)
  if (!found) throw new Error(`no metric ${id}`)
  return found
}

const ids = clusteringFamilies.flatMap((family) => family.ids)
const withoutTruth = ['silhouette', 'calinski_harabasz', 'davies_bouldin']
const withTruth = ids.filter((id) => !withoutTruth.includes(id))

describe.each(reference.cases)('on $name', (given) => {
  const rows = rowsOf(given)
  const n = given.label.length

  it.each(Object.entries(given.values))('%s equals scikit-learn to 1e-12', (id, expected) => {
    const { value } = metric(id).measure(rows)
    if (expected === null) expect(value).toBeNaN()
    else expect(Math.abs(value - expected)).toBeLessThanOrEqual(1e-12 * Math.max(Math.abs(expected), 1e-2))
  })

  it.each(Object.keys(given.values))('%s is the same where each weight is doubled', (id) => {
    const { value } = metric(id).measure(rows)
    const doubled = (rows.weight ?? new Float64Array(n).fill(1)).map((own) => 2 * own)
    const again = metric(id).measure({ ...rows, weight: doubled }).value
    if (Number.isNaN(value)) expect(again).toBeNaN()
    else expect(again).toBeCloseTo(value, 12)
  })

  it.each(ids.filter((id) => id in given.values && id !== 'silhouette'))('%s is the same where weights are handed in', (id) => {
    const one = new Float64Array(n).fill(1)
    const { value } = metric(id).measure({ ...rows, weight: null })
    const reweigh = metric(id).reweigh?.(rows) ?? (() => Number.NEGATIVE_INFINITY)
    if (Number.isNaN(value)) expect(reweigh(one)).toBeNaN()
    else expect(reweigh(one)).toBeCloseTo(value, 12)
    expect(reweigh(new Float64Array(n))).toBeNaN()
  })
})

describe('the influence of each row', () => {
  const smooth = ids.filter((id) => metric(id).inference === 'influence')
  const some = (name: string) => rowsOf(reference.cases.find((one) => one.name === name) as Case)

  it.each(smooth)('on %s is that of its weight', (id) => {
    // Entropy curves sharply where a cell holds a row or two, and the jackknife sees that.
    const slack = /info|homogeneity|completeness|v_measure/.test(id) ? 0.12 : 0.06
    expectInfluence(metric(id), some('random clusters'), { slack })
    expectInfluence(metric(id), some('weights, some 0'), { slack: 0 })
  })

  it('is known of all but adjusted mutual information and Davies-Bouldin, which are resampled', () => {
    expect(ids.filter((id) => !smooth.includes(id))).toEqual(['adjusted_mutual_info', 'davies_bouldin'])
    expect(metric('adjusted_mutual_info').measure(some('random clusters')).influence).toBeNull()
  })
})

describe('the examples of the documentation', () => {
  it('are exact', () => {
    const rows = clusters([0, 0, 1, 2], { label: Uint8Array.of(0, 0, 1, 1) })
    const value = (id: string) => metric(id).measure(rows).value
    expect(value('rand')).toBe(5 / 6)
    expect(value('adjusted_rand')).toBe(4 / 7)
    expect(value('fowlkes_mallows')).toBe(Math.SQRT1_2)
    expect(value('homogeneity')).toBe(1)
    expect(value('completeness')).toBeCloseTo(2 / 3, 15)
    expect(value('normalized_mutual_info')).toBe(0.8)
    expect(value('v_measure')).toBe(0.8)
    expect(value('adjusted_mutual_info')).toBeCloseTo(4 / 7, 14)
    const line = clusters([0, 0, 1, 1], { features: onLine([0, 1, 4, 5]) })
    expect(metric('silhouette').measure(line).value).toBeCloseTo((7 / 9 + 5 / 7) / 2, 15)
    expect(metric('calinski_harabasz').measure(line).value).toBe(32)
    expect(metric('davies_bouldin').measure(line).value).toBe(0.25)
  })
})

describe('warnings', () => {
  it('say that one side is a single group', () => {
    const warn = (label: readonly number[], prediction: readonly number[]) =>
      metric('v_measure').measure(clusters(prediction, { label: Uint8Array.from(label) })).warnings
    expect(warn([0, 0], [0, 1])).toEqual([{ code: 'DEGENERATE', message: 'all rows that count are in one true group' }])
    expect(warn([0, 1], [1, 1])).toEqual([{ code: 'DEGENERATE', message: 'all rows that count are in one cluster' }])
    expect(warn([0, 0], [1, 1])).toEqual([{ code: 'DEGENERATE', message: 'all rows that count are in one true group and one cluster' }])
  })

  it.each(withoutTruth)('of %s say that there are too few clusters', (id) => {
    const rows = clusters([0, 0, 1], { features: onLine([0, 1, 2]), weight: Float64Array.of(1, 1, 0) })
    const message = '2 rows that count are in 1 cluster: it takes at least two, and one of more than one row'
    expect(metric(id).measure(rows)).toEqual({ value: Number.NaN, influence: null, warnings: [{ code: 'DEGENERATE', message }] })
  })

  it('say that rows do not spread', () => {
    const rows = clusters([0, 0, 1, 1], { features: onLine([1, 1, 3, 3]) })
    const warning = (message: string) => [{ code: 'DEGENERATE', message }]
    expect(metric('calinski_harabasz').measure(rows)).toEqual({
      value: 1,
      influence: null,
      warnings: warning('every row lies on the centroid of its cluster'),
    })
    const message = 'all rows lie on their centroids, or all centroids on one point'
    expect(metric('davies_bouldin').measure(rows)).toEqual({ value: 0, influence: null, warnings: warning(message) })
  })

  it('say that a silhouette is of a sample, whose rows have all the influence', () => {
    const n = 20_000
    const features = { width: 1, values: Float64Array.from({ length: n }, (_, row) => (row % 4 < 2 ? 0 : 10) + (row % 7) / 7) }
    const rows = clusters([], { prediction: Uint8Array.from({ length: n }, (_, row) => (row % 4 < 2 ? 0 : 1)), features })
    const { value, influence, warnings } = metric('silhouette').measure(rows)
    expect(warnings).toEqual([{ code: 'SAMPLED', message: 'every pair of 10000 of 20000 rows was compared, taken at equal steps' }])
    expect(value).toBeGreaterThan(0.9)
    expect([...(influence ?? [])].filter((one, row) => row % 2 === 1 && one !== 0)).toEqual([])
    expect([...(influence ?? [])].filter((one) => one !== 0)).toHaveLength(10_000)
  })
})

describe('adjusted mutual information', () => {
  const label = Uint8Array.of(0, 0, 1, 1, 2, 2)
  const rows = clusters([0, 1, 1, 1, 2, 2], { label })

  it('takes weights of 0 for rows that are not there', () => {
    const weight = Float64Array.of(3, 3, 3, 3, 3, 0)
    const fewer = clusters([0, 1, 1, 1, 2], { label: label.slice(0, 5) })
    expect(metric('adjusted_mutual_info').measure({ ...rows, weight }).value).toBeCloseTo(metric('adjusted_mutual_info').measure(fewer).value, 14)
  })

  it('counts a row of a resample as often as it was drawn', () => {
    const drawn = clusters([0, 0, 1, 1, 2], { label: Uint8Array.of(0, 0, 0, 1, 2) })
    const value = metric('adjusted_mutual_info').reweigh?.(rows)(Float64Array.of(2, 1, 1, 0, 1, 0))
    expect(value).toBeCloseTo(metric('adjusted_mutual_info').measure(drawn).value, 14)
  })

  it.each([
    ['different whole weights', Float64Array.of(1, 2, 1, 1, 1, 1)],
    ['different weights', Float64Array.of(1, 0.5, 1, 1, 1, 1)],
  ])('refuses %s', (_, weight) => {
    expect(() => metric('adjusted_mutual_info').measure({ ...rows, weight })).toThrow(expect.objectContaining({ code: 'WEIGHT_INVALID' }))
  })
})

describe.each(ids)('%s refuses', (id) => {
  const given = () => clusters([0, 0, 1], { label: Uint8Array.of(0, 1, 1), features: onLine([1, 2, 3]) })
  it.each<[string, string, Partial<ClusteringRows>, string]>([
    ['no rows', 'EMPTY_ROWS', { prediction: new Uint8Array(0) }, 'no rows'],
    ['a negative cluster', 'PREDICTION_INVALID', { prediction: Int32Array.of(0, -1, 1) }, 'the cluster of row 1 is -1'],
    ['fewer weights than rows', 'LENGTH_MISMATCH', { weight: Float64Array.of(1) }, '1 weights'],
    ['a negative weight', 'WEIGHT_INVALID', { weight: Float64Array.of(1, 1, -1) }, 'the weight of row 2 is -1'],
  ])('%s', (_, code, wrong, message) => {
    expect(() => metric(id).measure({ ...given(), ...wrong })).toThrow(
      expect.objectContaining({ name: 'MetricsError', code, message: expect.stringContaining(message) }),
    )
  })
})

describe.each(withTruth)('%s refuses', (id) => {
  it.each<[string, string, ClusteringRows['label'], string]>([
    ['rows without true groups', 'LABELS_MISSING', null, 'no true groups'],
    ['fewer groups than rows', 'LENGTH_MISMATCH', Uint8Array.of(1), '1 labels have 2 predictions'],
    ['a negative group', 'LABEL_INVALID', Int32Array.of(-2, 0), 'the label of row 0 is -2'],
  ])('%s', (_, code, label, message) => {
    expect(() => metric(id).measure(clusters([0, 1], { label }))).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(message) }),
    )
  })
})

describe.each(withoutTruth)('%s refuses', (id) => {
  it.each<[string, string, ClusteringRows['features'], string]>([
    ['rows without features', 'FEATURES_MISSING', null, 'is not known'],
    ['fewer numbers than rows and features', 'LENGTH_MISMATCH', { width: 2, values: new Float64Array(5) }, '3 rows of 2 features have 5 numbers'],
    ['a feature that is NaN', 'FEATURE_INVALID', { width: 2, values: Float64Array.of(1, 2, 3, Number.NaN, 5, 6) }, 'feature 1 of row 1 is NaN'],
    ['an infinite feature', 'FEATURE_INVALID', { width: 1, values: Float32Array.of(1, 2, -Infinity) }, 'feature 0 of row 2 is -Infinity'],
  ])('%s', (_, code, features, message) => {
    expect(() => metric(id).measure(clusters([0, 0, 1], { features }))).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(message) }),
    )
  })
})
