import { mcnemar, type PairedOutcomes, tangoInterval, tangoTest } from '@seaworthy/stats'
import { describe, expect, it } from 'vitest'
import { simulate } from '../fixtures/simulate.ts'
import { gauge } from './gauge.ts'
import { measureGauge } from './measure-gauge.ts'
import type { Probed } from './probes.ts'

const exact = (value: number) => ({ value, interval: null })
const around = (value: number, reach: number) => ({ value, interval: [value - reach, value + reach] as const })
const scored = simulate({ days: 12, rowsPerDay: 30 })

/** What is measured of a probe that found this. */
function measured(id: string, found: Partial<Probed>) {
  const probe: Probed = { id, candidate: exact(1), baseline: null, ratio: null, units: 1, ...found }
  const other: Probed = { ...probe, id: 'parameters', candidate: exact(77) }
  return measureGauge(gauge(id, 'binary'), { scored, level: 'measured', identical: false, testSet: 'sha256:test', probes: [other, probe] })
}

/** Every p-value of a quantity at a boundary. */
const pOf = ({ pValue }: { readonly pValue: (at: number, way: 'greater' | 'less' | 'two_sided') => number | null }, at: number) =>
  (['greater', 'less', 'two_sided'] as const).map((way) => pValue(at, way))

describe('a number that is exact', () => {
  it('is its own interval, which is not written down', () => {
    const { evidence, own, paired, ratio, warnings } = measured('size_bytes', { candidate: exact(1200) })
    expect(evidence).toEqual({
      metric: 'size_bytes',
      title: 'size',
      better: 'lower',
      slice: null,
      level: 'measured',
      units: { rows: 1, clusters: 1 },
      candidate: 1200,
      candidateInterval: null,
      baseline: null,
      difference: null,
      standardError: null,
      interval: null,
      pValue: null,
      method: 'exact',
      designEffect: null,
    })
    expect(own).toEqual({
      estimate: 1200,
      interval: [1200, 1200],
      error: { standardError: 0, degreesOfFreedom: 1 },
      pValue: expect.any(Function),
    })
    expect(own && [pOf(own, 1199), pOf(own, 1200), pOf(own, 1201)]).toEqual([
      [0, 1, 0],
      [1, 1, 1],
      [1, 0, 0],
    ])
    expect([paired, ratio, warnings]).toEqual([null, null, []])
  })

  it.each([
    ['throughput', 200],
    ['size_bytes', -200],
  ])('differs from the baseline’s by what is better: %s', (id, difference) => {
    const { evidence, paired } = measured(id, { candidate: exact(1200), baseline: exact(1000) })
    expect(evidence).toMatchObject({ baseline: 1000, difference, interval: [difference, difference], pValue: null, method: 'exact' })
    expect(paired && pOf(paired, difference - 1)).toEqual([0, 1, 0])
  })

  it('has a ratio where one was measured', () => {
    const { evidence, ratio } = measured('size_bytes', { candidate: exact(3), baseline: exact(2), ratio: exact(1.5) })
    expect(evidence.ratio).toEqual(exact(1.5))
    expect(ratio).toMatchObject({ estimate: 1.5, interval: [1.5, 1.5] })
  })
})

describe('a measurement that varies', () => {
  const slow = { candidate: around(2, 0.5), units: 225, clusters: 15 }

  it('has its own interval, and no p-value', () => {
    const { evidence, own, paired } = measured('latency_p50', slow)
    expect(evidence).toMatchObject({
      units: { rows: 225, clusters: 15 },
      candidate: 2,
      candidateInterval: [1.5, 2.5],
      baseline: null,
      difference: null,
      interval: null,
      pValue: null,
      method: 'probe',
    })
    expect(evidence).not.toHaveProperty('ratio')
    expect(own).toMatchObject({ estimate: 2, interval: [1.5, 2.5] })
    expect(own && pOf(own, 0)).toEqual([null, null, null])
    expect(paired).toBeNull()
  })

  it.each([
    ['both', around(2, 0.5), around(1, 0.5)],
    ['the candidate', around(2, 0.5), exact(1)],
    ['the baseline', exact(2), around(1, 0.5)],
  ])('has a ratio but no difference where it varies of %s', (_, candidate, baseline) => {
    const { evidence, paired, ratio } = measured('latency_p50', { ...slow, candidate, baseline, ratio: around(2, 0.25) })
    expect(evidence).toMatchObject({ baseline: 1, difference: null, interval: null, pValue: null, ratio: { value: 2, interval: [1.75, 2.25] } })
    expect(paired).toBeNull()
    expect(ratio).toMatchObject({ estimate: 2, interval: [1.75, 2.25] })
    expect(ratio && pOf(ratio, 1)).toEqual([null, null, null])
  })
})

describe('shares of the same rows', () => {
  const counted: PairedOutcomes = { candidateOnly: 60, baselineOnly: 10, units: 1000 }
  const shares = { candidate: around(0.1, 0.02), baseline: around(0.05, 0.02), units: 1000, paired: counted }

  it.each([
    ['flip_rate_noise', -0.05, { candidateOnly: 10, baselineOnly: 60, units: 1000 }],
    ['throughput', 0.05, counted],
  ] as const)('differ by Tango’s interval and McNemar’s test, more being better: %s', (id, difference, outcomes) => {
    const { evidence, paired } = measured(id, shares)
    const [lower, upper] = tangoInterval(outcomes)
    const pValue = mcnemar({ outcomes, alternative: 'two_sided', p: 'mid' })
    expect(evidence).toMatchObject({ difference, interval: [lower, upper], standardError: null, pValue, method: 'probe' })
    expect(paired).toMatchObject({ estimate: difference, interval: [lower, upper], error: { degreesOfFreedom: 999 } })
    expect(paired?.error.standardError).toBeCloseTo((upper - lower) / (2 * 1.959964), 9)
    expect(paired?.pValue(0, 'two_sided')).toBe(pValue)
    for (const alternative of ['greater', 'less'] as const)
      expect(paired?.pValue(0, alternative)).toBe(tangoTest({ outcomes, boundary: 0, alternative }))
    for (const alternative of ['greater', 'less', 'two_sided'] as const)
      expect(paired?.pValue(0.01, alternative)).toBe(tangoTest({ outcomes, boundary: 0.01, alternative }))
  })

  it('do not differ without a baseline, nor on no rows', () => {
    expect(measured('flip_rate_noise', { ...shares, baseline: null }).paired).toBeNull()
    expect(measured('flip_rate_noise', { ...shares, paired: { candidateOnly: 0, baselineOnly: 0, units: 0 } }).paired).toBeNull()
    expect(measured('flip_rate_noise', { ...shares, paired: null }).paired).toBeNull()
    expect(measured('flip_rate_noise', { ...shares, paired: { candidateOnly: 1, baselineOnly: 0, units: 1 } }).paired?.estimate).toBe(-1)
  })

  it('come with what limits them, note by note', () => {
    expect(measured('flip_rate_noise', { ...shares, notes: ['one', 'two'] }).warnings).toEqual([
      { code: 'PROBE_LIMITED', message: 'flip_rate_noise: one' },
      { code: 'PROBE_LIMITED', message: 'flip_rate_noise: two' },
    ])
  })
})

describe('whatever a gate can be put on', () => {
  const request = { scored, level: 'reported', identical: true, testSet: 'sha256:test' } as const

  it('is measured on all rows by what it is', () => {
    const found = measureGauge(gauge('roc_auc', 'binary'), request)
    expect(found.evidence).toMatchObject({
      metric: 'roc_auc',
      slice: null,
      level: 'reported',
      method: 'identity',
      units: { rows: 360, clusters: 12 },
    })
    const fair = measureGauge(gauge('accuracy_difference@origin', 'binary'), request)
    expect(fair.evidence).toMatchObject({ metric: 'accuracy_difference@origin', slice: null, level: 'reported', method: 'identity' })
    expect(fair.open?.reason).toBe('too_few_groups')
  })

  it('draws by the digest of the test set', () => {
    const of = (id: string, testSet: string) => measureGauge(gauge(id, 'binary'), { ...request, identical: false, testSet }).evidence.interval
    expect(of('f1@max', 'sha256:a')).toEqual(of('f1@max', 'sha256:a'))
    expect(of('f1@max', 'sha256:a')).not.toEqual(of('f1@max', 'sha256:b'))
  })

  it('is refused where the probe was not taken, or another tool alone could say it', () => {
    const refused = { code: 'PROBE_MISSING', message: 'the policy names throughput, which was not measured' }
    const hint = 'it needs a model file that can be run here'
    expect(() => measureGauge(gauge('throughput', 'binary'), request)).toThrow(expect.objectContaining({ ...refused, hint }))
    expect(() => measureGauge(gauge('mmlu', 'binary', { mmlu: 'higher' }), request)).toThrow(
      expect.objectContaining({
        code: 'REPORTED_MISSING',
        message: 'the policy names mmlu, which only results of another tool can say',
        hint: 'take a metric of the catalogue, or let a harness measure it: evaluate.run',
      }),
    )
  })
})
