import { describe, expect, it } from 'vitest'
import { metric, metricIds } from '../catalogue.ts'
import type { BinaryRows } from '../rows/binary-rows.ts'
import { frozenThreshold } from './frozen-threshold.ts'

const rows: BinaryRows = {
  kind: 'binary',
  label: Uint8Array.of(0, 1, 0, 1, 1, 0),
  score: Float64Array.of(0.1, 0.2, 0.3, 0.6, 0.7, 0.9),
  prediction: null,
  weight: Float64Array.of(1, 2, 1, 3, 1, 2),
}

describe('frozenThreshold', () => {
  it('is exact in the example of the documentation', () => {
    const given = { ...rows, label: Uint8Array.of(0, 1), score: Float64Array.of(0.25, 0.75), weight: null }
    expect(frozenThreshold('f1@max', given)).toEqual({ id: 'f1@0.5', threshold: 0.5, value: 1 })
  })

  const chosen = [...metricIds('binary').filter((id) => /@(max|min)$/.test(id)), 'fbeta_3@max', 'cost_1_5@min']
  it.each(chosen)('makes of %s a metric whose value on the same rows is that of the best threshold', (id) => {
    const { id: frozen, value } = frozenThreshold(id, rows)
    expect(metric(frozen, 'binary').measure(rows).value).toBeCloseTo(value, 12)
    expect(metric(id, 'binary').measure(rows).value).toBeCloseTo(value, 12)
  })

  it.each(['f1', 'f1@0.5', 'f1@min', 'cost_1_5@max', 'recall@max', 'roc_auc', 'hamming_loss@max', ''])('refuses "%s"', (id) => {
    expect(() => frozenThreshold(id, rows)).toThrow(expect.objectContaining({ code: 'METRIC_PARAMETER', message: `"${id}" chooses no threshold` }))
  })

  it('refuses rows without scores', () => {
    expect(() => frozenThreshold('f1@max', { ...rows, score: null, prediction: rows.label })).toThrow(
      expect.objectContaining({ code: 'SCORES_MISSING' }),
    )
  })
})
