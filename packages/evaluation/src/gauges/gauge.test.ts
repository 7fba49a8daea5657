import { metricIds, type RowsKind } from '@seaworthy/metrics'
import { describe, expect, it } from 'vitest'
import { fairnessIds } from './fairness.ts'
import { gauge, gaugeIds, kindsWithGauge } from './gauge.ts'
import { probeKind, probeKinds } from './probes.ts'

const kinds: readonly RowsKind[] = ['binary', 'regression']
const probes = probeKinds.map(({ id }) => id)

describe('what a gate’s name stands for', () => {
  it('is a metric of the rows', () => {
    expect(gauge('rmse', 'regression')).toEqual({
      kind: 'metric',
      id: 'rmse',
      title: 'root mean squared error',
      better: 'lower',
      range: [0, Number.POSITIVE_INFINITY],
      metric: expect.objectContaining({ id: 'rmse', title: 'root mean squared error' }),
    })
  })

  it('is a measure of fairness, of decisions alone', () => {
    expect(gauge('accuracy_ratio@sex', 'binary')).toEqual({
      kind: 'fairness',
      id: 'accuracy_ratio@sex',
      title: 'accuracy ratio by sex',
      better: 'higher',
      range: [0, 1],
      metric: expect.objectContaining({ id: 'accuracy_ratio@sex', column: 'sex' }),
    })
    expect(() => gauge('accuracy_ratio@sex', 'regression')).toThrow(expect.objectContaining({ code: 'UNKNOWN_METRIC' }))
  })

  it.each(kinds)('is a probe of the model, whatever the rows: %s', (kind) => {
    expect(gauge('size_bytes', kind)).toEqual({
      kind: 'probe',
      id: 'size_bytes',
      title: 'size',
      better: 'lower',
      range: [0, Number.POSITIVE_INFINITY],
      probe: probeKind('size_bytes'),
    })
  })

  it('is before all what was declared, of which nothing but the better way is known', () => {
    const declared = { roc_auc: 'lower', toString: 'neither' } as const
    const range = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
    expect(gauge('roc_auc', 'binary', declared)).toEqual({ kind: 'declared', id: 'roc_auc', title: 'roc_auc', better: 'lower', range })
    expect(gauge('toString', 'binary', declared)).toEqual({ kind: 'declared', id: 'toString', title: 'toString', better: 'neither', range })
    expect(gauge('brier', 'binary', declared).kind).toBe('metric')
  })

  it.each(['roc_acu', 'toString', 'latency', 'selection_rate@sex'])('is refused where it stands for nothing: %s', (id) => {
    expect(() => gauge(id, 'binary', { loss: 'lower' })).toThrow(expect.objectContaining({ code: 'UNKNOWN_METRIC' }))
  })
})

describe('the names of a kind of rows', () => {
  it('are its metrics, those of fairness for decisions, and the probes', () => {
    expect(gaugeIds('binary')).toEqual([...metricIds('binary'), ...fairnessIds, ...probes])
    expect(gaugeIds('regression')).toEqual([...metricIds('regression'), ...probes])
  })

  it('tell the kinds that have them', () => {
    expect(kindsWithGauge('throughput', kinds)).toEqual(kinds)
    expect(kindsWithGauge('accuracy_ratio@sex', kinds)).toEqual(['binary'])
    expect(kindsWithGauge('rmse', kinds)).toContain('regression')
    expect(kindsWithGauge('nothing', kinds)).toEqual([])
    expect(() => kindsWithGauge('ece_0', kinds)).toThrow(expect.objectContaining({ code: 'METRIC_PARAMETER' }))
  })
})

describe('the probes', () => {
  it('are found by their ids, each of its own', () => {
    expect(probes.map((id) => probeKind(id)?.id)).toEqual(probes)
    expect(new Set(probes).size).toBe(probes.length)
    expect([probeKind('latency'), probeKind('toString'), probeKind('')]).toEqual([null, null, null])
  })
})
