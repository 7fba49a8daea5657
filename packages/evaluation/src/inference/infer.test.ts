import { type Metric, metric } from '@seaworthy/metrics'
import { describe, expect, it } from 'vitest'
import { binaryScored, uniform } from '../fixtures/simulate.ts'
import type { ScoredRows } from '../scored.ts'
import { inferDifference, inferValue } from './infer.ts'

const units = 40

function scored(positives = 20) {
  const random = uniform(3)
  const label = Uint8Array.from({ length: units }, (_, row) => Number(row < positives))
  const scores = () => Float64Array.from(label, (one) => (one + 2 * random()) / 3)
  return binaryScored({ label, candidate: scores(), baseline: scores() })
}

const rows = scored()
const cluster = Int32Array.from({ length: units }, (_, row) => row >> 1)
const weight = Float64Array.from({ length: units }, (_, row) => 1 + (row % 2))
const weighed = { ...rows, candidate: { ...rows.candidate, weight }, baseline: rows.baseline && { ...rows.baseline, weight } }
const seed = 'sha256:test'

const value = (id: string | Metric, of: ScoredRows = rows) => {
  const one = typeof id === 'string' ? metric(id, 'binary') : id
  return inferValue({ metric: one, rows: of, measured: one.measure(of.candidate), seed })
}

const difference = (id: string | Metric, of: ScoredRows = rows) => {
  const one = typeof id === 'string' ? metric(id, 'binary') : id
  const [candidate, baseline] = [one.measure(of.candidate), one.measure(of.baseline ?? of.candidate)]
  return inferDifference({ metric: one, rows: of, candidate, baseline, seed })
}

describe('how sure a value is', () => {
  it.each([
    ['accuracy', rows, 'wilson'],
    ['accuracy', { ...rows, cluster }, 'clustered_mean'],
    ['accuracy', weighed, 'paired_mean'],
    ['brier', rows, 'paired_mean'],
    ['roc_auc', rows, 'delong'],
    ['roc_auc', { ...rows, cluster }, 'clustered_influence'],
    ['ks', rows, 'bootstrap_bca'],
    ['ks', { ...rows, cluster }, 'cluster_bootstrap_bca'],
  ] as const)('%s is told by what suits it: %#', (id, of, method) => {
    expect(value(id, of)?.method).toBe(method)
    expect(value(id, of)?.quantity.estimate).toBeCloseTo(metric(id, 'binary').measure(of.candidate).value, 14)
  })

  it.each([
    [1, true],
    [2, false],
    [38, false],
    [39, true],
  ])('of ranks with %i positives of 40 is not told: %s', (positives, isNull) => {
    expect([value('roc_auc', scored(positives)) === null, difference('roc_auc', scored(positives)) === null]).toEqual([isNull, isNull])
    expect(value('brier', scored(positives))).not.toBeNull()
  })

  it('is not told where too few resamples have a value: one positive is missing from a third of them', () => {
    expect([value('ks', scored(1)), difference('ks', scored(1))]).toEqual([null, null])
    expect(value('ks', scored(10))).not.toBeNull()
  })
})

describe('how sure a difference is', () => {
  it.each([
    ['accuracy', rows, 'tango'],
    ['accuracy', { ...rows, cluster }, 'clustered_mean'],
    ['accuracy', weighed, 'paired_mean'],
    ['log_loss', rows, 'paired_mean'],
    ['roc_auc', rows, 'delong'],
    ['ks', rows, 'bootstrap_bca'],
  ] as const)('of %s is told by what suits it: %#', (id, of, method) => {
    expect(difference(id, of)?.method).toBe(method)
  })

  it('has its error by hand, and its sign turned where less is better', () => {
    const brier = metric('brier', 'binary')
    const { score, label } = rows.candidate
    const gains = Float64Array.from(label, (one, row) => ((rows.baseline?.score[row] ?? 0) - one) ** 2 - ((score[row] ?? 0) - one) ** 2)
    const mean = gains.reduce((sum, one) => sum + one, 0) / units
    const variance = gains.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (units - 1)
    const { estimate, error, interval } = difference('brier')?.quantity ?? { estimate: 0, error: null, interval: [0, 0] }
    expect(estimate).toBeCloseTo(mean, 14)
    expect(error?.standardError).toBeCloseTo(Math.sqrt(variance / units), 14)
    const higher = difference({ ...brier, better: 'higher' })?.quantity
    expect(higher?.estimate).toBe(-estimate)
    expect(higher?.interval).toEqual([-interval[1], -interval[0]])
  })

  it('of a share that is better lower counts the same units the other way', () => {
    const { candidateOnly, baselineOnly } = difference('accuracy')?.discordant ?? { candidateOnly: 0, baselineOnly: 0 }
    expect(candidateOnly).not.toBe(baselineOnly)
    const turned = difference({ ...metric('accuracy', 'binary'), better: 'lower' })
    expect(turned?.discordant).toEqual({ candidateOnly: baselineOnly, baselineOnly: candidateOnly })
    expect(turned?.quantity.estimate).toBe(-(difference('accuracy')?.quantity.estimate ?? 0))
  })

  it('is resampled where either model has no influences', () => {
    const brier = metric('brier', 'binary')
    const [candidate, baseline] = [brier.measure(rows.candidate), brier.measure(rows.baseline ?? rows.candidate)]
    const without = <Of extends typeof candidate>(one: Of) => ({ ...one, influence: null })
    const methodOf = (one: typeof candidate, other: typeof candidate) =>
      inferDifference({ metric: brier, rows, candidate: one, baseline: other, seed })?.method
    expect([methodOf(without(candidate), baseline), methodOf(candidate, without(baseline)), methodOf(candidate, baseline)]).toEqual([
      'bootstrap_bca',
      'bootstrap_bca',
      'paired_mean',
    ])
  })
})
