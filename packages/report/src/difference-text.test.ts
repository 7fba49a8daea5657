import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { differenceDecimals, differenceText } from './difference-text.ts'
import { evidence } from './fixtures/evaluation.ts'

describe('differenceText', () => {
  it('has a sign where more is better, and words where less is', () => {
    expect(differenceText(evidence({ metric: 'roc_auc', candidate: 0.6679, baseline: 0.647, half: 0.009 }))).toBe('+0.021 ± 0.009')
    expect(differenceText(evidence({ metric: 'log_loss', better: 'lower', candidate: 0.422, baseline: 0.43, half: 0.003 }))).toBe(
      'better by 0.008 ± 0.003',
    )
    expect(differenceText(evidence({ metric: 'log_loss', better: 'lower', candidate: 0.4989, baseline: 0.3654, half: 0.0231 }))).toBe(
      'worse by 0.134 ± 0.023',
    )
  })

  it('adds a digit where rounding would hide that the interval spans the margin', () => {
    const undecided = evidence({ metric: 'roc_auc', candidate: 0.65752, baseline: 0.6679, half: 0.00546 })
    expect(differenceText(undecided)).toBe('−0.010 ± 0.005')
    expect(differenceText(undecided, [-0.005])).toBe('−0.0104 ± 0.0055')
  })

  it('says when there is no interval, when the bytes are the same, and when an interval is skewed', () => {
    const item = evidence({ metric: 'roc_auc', candidate: 0.9312, baseline: 0.9287 })
    expect(differenceText({ ...item, interval: null })).toBe('+0.0025, no interval')
    expect(differenceText({ ...item, method: 'identity' })).toBe('none: the same bytes')
    expect(differenceText({ ...item, difference: 0.02, interval: [0.012, 0.034] })).toBe('+0.020 (0.012 to 0.034)')
    expect(differenceText({ ...item, difference: null })).toBe('')
  })

  it('prints intervals whose ends lie on the same side of every boundary as the true ones', () => {
    const number = fc.double({ min: -1, max: 1, noNaN: true })
    fc.assert(
      fc.property(
        number,
        fc.double({ min: 1e-4, max: 1, noNaN: true }),
        fc.double({ min: 0.001, max: 0.1, noNaN: true }),
        (difference, half, margin) => {
          const interval = [difference - half, difference + half] as const
          const decimals = differenceDecimals(difference, interval, [0, -margin])
          const near = [0, -margin].some((at) => interval.some((end) => Math.abs(end - at) < 10 ** -(decimals - 1)))
          const lower = Number(difference.toFixed(decimals)) - Number(half.toFixed(decimals))
          if (!near) expect(Math.sign(lower + margin)).toBe(Math.sign(interval[0] + margin))
        },
      ),
    )
  })
})
