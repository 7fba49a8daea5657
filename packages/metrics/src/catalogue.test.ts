import { describe, expect, it } from 'vitest'
import { catalogue, kindsWith, metric, metricIds } from './catalogue.ts'
import type { BinaryRows } from './rows/binary-rows.ts'
import type { RowsKind } from './rows/rows.ts'

const kinds = Object.keys(catalogue) as RowsKind[]
const rows: BinaryRows = { kind: 'binary', label: Uint8Array.of(0, 1), score: Float64Array.of(0.25, 0.75), prediction: null, weight: null }

describe('the catalogue', () => {
  it.each(kinds)('knows each id that it offers for %s rows, and gives it back unchanged', (kind) => {
    const ids = metricIds(kind)
    expect(ids.map((id) => metric(id, kind).id)).toEqual(ids)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('says for which kinds of rows there is a metric', () => {
    expect(kindsWith('ks')).toEqual(['binary'])
    expect(kindsWith('nothing')).toEqual([])
  })

  it.each([
    ['roc_acu', 'did you mean "roc_auc"?'],
    ['LogLoss', 'did you mean "log_loss"?'],
    ['acuracy', 'did you mean "accuracy"?'],
  ])('refuses %s with the nearest name', (id, hint) => {
    expect(() => metric(id, 'binary')).toThrow(
      expect.objectContaining({ name: 'MetricsError', code: 'UNKNOWN_METRIC', message: `there is no metric "${id}" of binary rows`, hint }),
    )
  })

  it.each(['toString', '__proto__', ''])('refuses "%s" with the list of all', (id) => {
    expect(() => metric(id, 'binary')).toThrow(
      expect.objectContaining({ code: 'UNKNOWN_METRIC', hint: `the metrics are: ${metricIds('binary').join(', ')}` }),
    )
  })

  it('says of which rows a metric is', () => {
    expect(() => metric('ks', 'regression')).toThrow(
      expect.objectContaining({ code: 'UNKNOWN_METRIC', hint: expect.stringMatching(/^it is a metric of binary rows; the metrics are: mae/) }),
    )
  })

  it('tells the kinds that have a metric, and of a parameter only where none has it', () => {
    expect([kindsWith('f1'), kindsWith('ndcg@3'), kindsWith('nothing')]).toEqual([['binary'], ['ranking'], []])
    expect(() => kindsWith('ece_0')).toThrow(expect.objectContaining({ code: 'METRIC_PARAMETER' }))
    expect(() => metric('ndcg@0.3', 'regression')).toThrow(expect.objectContaining({ code: 'UNKNOWN_METRIC' }))
  })

  it('refuses rows of another kind', () => {
    const mismatch = expect.objectContaining({ code: 'KIND_MISMATCH', message: 'ks is a metric of binary rows; these are text' })
    expect(() => metric('ks', 'binary').measure({ kind: 'text', reference: [], prediction: null, likelihood: null, weight: null })).toThrow(mismatch)
    expect(() => metric('ks', 'binary').reweigh({ kind: 'text', reference: [], prediction: null, likelihood: null, weight: null })).toThrow(mismatch)
  })

  it('reweighs rows that have weights of their own', () => {
    expect(metric('accuracy', 'binary').reweigh({ ...rows, weight: Float64Array.of(1, 0) })(Float64Array.of(0, 3))).toBe(1)
  })
})
