import { describe, expect, it } from 'vitest'
import { realisedPerformance } from './realised-performance.ts'

/** Thirty clusters of ten rows, whose influences alternate by cluster: the half width is about 0.0076 for a size of 0.02. */
function influence(size: number) {
  return {
    influence: Float64Array.from({ length: 300 }, (_, row) => (Math.floor(row / 10) % 2 === 0 ? size : -size)),
    cluster: Int32Array.from({ length: 300 }, (_, row) => Math.floor(row / 10)),
  }
}
const { influence: rows, cluster } = influence(0.02)
const auc = (released: number, value: number, interval: readonly [number, number] | null = null) =>
  realisedPerformance({ metric: 'roc_auc', better: 'higher', released: { value: released, interval }, realised: { value, influence: rows }, cluster })

describe('realisedPerformance', () => {
  it('sees decay when the loss is beyond both intervals', () => {
    expect(auc(0.67, 0.65).decayed).toBe(true)
    expect(auc(0.67, 0.664).decayed).toBe(false)
    expect(auc(0.67, 0.65, [0.64, 0.7]).decayed).toBe(false)
    expect(auc(0.67, 0.69).decayed).toBe(false)
  })

  it('turns the sign for metrics of which less is better, and tolerates a margin', () => {
    const loss = (value: number, margin = 0) =>
      realisedPerformance({
        metric: 'log_loss',
        better: 'lower',
        released: { value: 0.42, interval: null },
        realised: { value, influence: rows },
        cluster,
        margin,
      })
    expect(loss(0.44).decayed).toBe(true)
    expect(loss(0.4).decayed).toBe(false)
    expect(loss(0.44, 0.02).decayed).toBe(false)
  })

  it('keeps what it compared', () => {
    const performance = auc(0.67, 0.65, [0.66, 0.68])
    expect(performance).toMatchObject({ metric: 'roc_auc', better: 'higher', released: 0.67, releasedInterval: [0.66, 0.68], realised: 0.65 })
    expect(performance.interval[1] - 0.65).toBeCloseTo(2.0452296421 * (0.02 / Math.sqrt(29)), 9)
  })

  it('concludes nothing from one cluster and refuses no rows and no number', () => {
    const one = { metric: 'roc_auc', better: 'higher', released: { value: 0.9, interval: null }, cluster: null } as const
    expect(realisedPerformance({ ...one, realised: { value: 0.5, influence: Float64Array.of(0) } }).decayed).toBe(false)
    expect(() => realisedPerformance({ ...one, realised: { value: 0.5, influence: new Float64Array(0) } })).toThrow(
      expect.objectContaining({ code: 'LABELS_MISSING' }),
    )
    expect(() => auc(0.67, Number.NaN)).toThrow(expect.objectContaining({ code: 'VALUE_NOT_FINITE' }))
  })
})
