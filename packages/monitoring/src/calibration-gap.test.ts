import { describe, expect, it } from 'vitest'
import { calibrationGap } from './calibration-gap.ts'

/** Days of 100 rows; on day d, 20 rows are late and every prediction is 0.2 + gap + its day's shift. */
function days({ count, gap, shift }: { count: number; gap: number; shift: number }) {
  const rows = count * 100
  const cluster = Int32Array.from({ length: rows }, (_, row) => Math.floor(row / 100))
  const label = Float64Array.from({ length: rows }, (_, row) => (row % 100 < 20 ? 1 : 0))
  const score = Float64Array.from({ length: rows }, (_, row) => 0.2 + gap + shift * (Math.floor(row / 100) % 2 === 0 ? 1 : -1))
  return { label, score, cluster }
}

describe('calibrationGap', () => {
  it('holds when the interval over days covers zero', () => {
    const calibration = calibrationGap(days({ count: 30, gap: -0.006, shift: 0.06 }))
    expect(calibration).toMatchObject({ clusters: 30, drifted: false })
    expect(calibration.gap).toBeCloseTo(-0.006, 12)
    // 30 cluster means, alternately 0.06 over and under: s = 0.06 sqrt(30/29), se = s / sqrt(30), t(29) = 2.0452296
    expect(calibration.interval[1] - calibration.gap).toBeCloseTo(2.0452296421 * (0.06 / Math.sqrt(29)), 9)
  })

  it('drifts when the gap is shown and matters', () => {
    expect(calibrationGap(days({ count: 30, gap: 0.043, shift: 0.02 })).drifted).toBe(true)
  })

  it('does not drift on a gap that is shown but smaller than a tenth of the rate', () => {
    const calibration = calibrationGap(days({ count: 30, gap: 0.012, shift: 0.001 }))
    expect(calibration.interval[0]).toBeGreaterThan(0)
    expect(calibration.drifted).toBe(false)
  })

  it('concludes nothing from nine days', () => {
    expect(calibrationGap(days({ count: 9, gap: 0.1, shift: 0.001 }))).toMatchObject({ clusters: 9, drifted: false })
  })

  it('takes rows as independent without clusters, and one cluster as no evidence', () => {
    const { label, score } = days({ count: 30, gap: 0, shift: 0 })
    expect(calibrationGap({ label, score, cluster: null }).clusters).toBe(3000)
    expect(calibrationGap({ label, score, cluster: new Int32Array(3000) })).toMatchObject({ clusters: 1, drifted: false })
  })

  it.each([
    ['no labels', new Float64Array(0), new Float64Array(0), 'LABELS_MISSING'],
    ['fewer scores than labels', new Float64Array(2), new Float64Array(1), 'LENGTHS_DIFFER'],
    ['a score that is not a number', new Float64Array(2), Float64Array.of(0.1, Number.NaN), 'VALUE_NOT_FINITE'],
  ])('refuses %s', (_, label, score, code) => {
    expect(() => calibrationGap({ label, score, cluster: null })).toThrow(expect.objectContaining({ code }))
  })
})
