import { mcnemar, normalCdf, normalQuantile, tangoInterval, tangoTest } from '@seaworthy/stats'
import { describe, expect, it } from 'vitest'
import { comparedOutcomes, shareOfOutcomes } from './by-outcomes.ts'

/** Zeros and ones as a metric measures them: their mean, and what each is less that. */
function measured(outcomes: readonly number[]) {
  const value = outcomes.reduce((sum, one) => sum + one, 0) / outcomes.length
  return { value, influence: Float64Array.from(outcomes, (one) => one - value) }
}

const times = (count: number, outcome: 0 | 1): readonly number[] => Array.from({ length: count }, () => outcome)
const half = measured([...times(5, 1), ...times(5, 0)])

describe('a share of independent units', () => {
  const share = shareOfOutcomes({ better: 'higher' }, half.value, half.influence)
  const { quantity } = share

  it('has Wilson’s interval, and the error that an interval of that width would be made of', () => {
    expect(quantity.estimate).toBe(0.5)
    expect(quantity.interval[0]).toBeCloseTo(0.2366, 4)
    expect(quantity.interval[1]).toBeCloseTo(0.7634, 4)
    expect(quantity.error.degreesOfFreedom).toBe(9)
    expect(quantity.error.standardError).toBeCloseTo((0.7634 - 0.2366) / (2 * 1.959964), 4)
    const { method, designEffect, autocorrelated, discordant } = share
    expect({ method, designEffect, autocorrelated, discordant }).toEqual({
      method: 'wilson',
      designEffect: null,
      autocorrelated: false,
      discordant: undefined,
    })
  })

  it('is named for its test alone where neither way is better', () => {
    expect(shareOfOutcomes({ better: 'neither' }, half.value, half.influence).method).toBe('score')
    expect(shareOfOutcomes({ better: 'lower' }, half.value, half.influence).method).toBe('wilson')
  })

  it('has the p-values of the score test: the spread is that of the boundary', () => {
    const z = 0.1 / Math.sqrt(0.024)
    expect(quantity.pValue(0.4, 'greater')).toBeCloseTo(normalCdf(-z), 14)
    expect(quantity.pValue(0.4, 'less')).toBeCloseTo(normalCdf(z), 14)
    expect(quantity.pValue(0.4, 'two_sided')).toBeCloseTo(2 * normalCdf(-z), 14)
    expect(quantity.pValue(0.6, 'two_sided')).toBeCloseTo(2 * normalCdf(-z), 14)
    expect(quantity.pValue(0.5, 'greater')).toBe(0.5)
    expect(quantity.pValue(0.5, 'two_sided')).toBe(1)
  })

  it('turns its interval round: at an end the one-sided p is 0.025', () => {
    const [lower, upper] = quantity.interval
    expect(quantity.pValue(lower, 'greater')).toBeCloseTo(0.025, 12)
    expect(quantity.pValue(upper, 'less')).toBeCloseTo(0.025, 12)
  })

  it.each([
    [0, 0, 1],
    [-0.5, 0, 1],
    [1, 1, 0],
    [1.5, 1, 0],
  ])('is certain about the boundary %f, which a share cannot leave', (boundary, greater, less) => {
    expect([quantity.pValue(boundary, 'greater'), quantity.pValue(boundary, 'less')]).toEqual([greater, less])
    expect(quantity.pValue(boundary, 'two_sided')).toBe(0)
  })

  it.each([0, 1] as const)('of %i says nothing against that very boundary', (outcome) => {
    const { value, influence } = measured(times(10, outcome))
    const { pValue, interval } = shareOfOutcomes({ better: 'higher' }, value, influence).quantity
    expect([pValue(outcome, 'greater'), pValue(outcome, 'less'), pValue(outcome, 'two_sided')]).toEqual([0.5, 0.5, 1])
    expect(interval[outcome]).toBe(outcome)
  })
})

describe('two models that are each right or wrong', () => {
  // Complete response before and after consolidation (Cavo et al., 2012), as Fagerland, Lydersen and Laake print it.
  const outcomes = { candidateOnly: 6, baselineOnly: 16, units: 161 }
  const candidate = measured([...times(6, 1), ...times(16, 0), ...times(139, 1)])
  const baseline = measured([...times(6, 0), ...times(16, 1), ...times(139, 1)])
  const compared = comparedOutcomes({ sign: 1, estimate: candidate.value - baseline.value, candidate, baseline })
  const { quantity } = compared

  it('have Tango’s interval and the counts of the units on which they differ', () => {
    const [lower, upper] = tangoInterval(outcomes)
    expect({ ...compared, quantity: { ...quantity, pValue: null } }).toEqual({
      quantity: {
        estimate: candidate.value - baseline.value,
        interval: [lower, upper],
        error: { standardError: (upper - lower) / 2 / normalQuantile(0.975), degreesOfFreedom: 160 },
        pValue: null,
      },
      method: 'tango',
      designEffect: null,
      autocorrelated: false,
      discordant: { candidateOnly: 6, baselineOnly: 16 },
    })
    expect(quantity.interval.map((end) => end.toFixed(4))).toEqual(['-0.1240', '-0.0054'])
  })

  it('are tested against no difference at all by McNemar’s mid-p, as published', () => {
    expect(quantity.pValue(0, 'two_sided')?.toFixed(4)).toBe('0.0347')
    expect(quantity.pValue(0, 'two_sided')).toBe(mcnemar({ outcomes, alternative: 'two_sided', p: 'mid' }))
  })

  it.each([
    [0, 'greater', '0.9835'],
    [0, 'less', '0.0165'],
    [-0.1, 'two_sided', '0.2117'],
    [-0.1, 'greater', '0.1058'],
  ] as const)('are tested against %f, %s, by Tango’s score test', (boundary, alternative, expected) => {
    expect(quantity.pValue(boundary, alternative)?.toFixed(4)).toBe(expected)
    expect(quantity.pValue(boundary, alternative)).toBe(tangoTest({ outcomes, boundary, alternative }))
  })

  it.each([
    [1.5, 1, 0],
    [-1.5, 0, 1],
  ])('cannot differ by %f, whatever was seen', (boundary, greater, less) => {
    expect([quantity.pValue(boundary, 'greater'), quantity.pValue(boundary, 'less'), quantity.pValue(boundary, 'two_sided')]).toEqual([
      greater,
      less,
      0,
    ])
  })

  it.each([1, -1] as const)('may differ by %i exactly, of which the same is no proof', (difference) => {
    const [all, none] = [measured(times(12, 1)), measured(times(12, 0))]
    const models = difference === 1 ? { candidate: all, baseline: none } : { candidate: none, baseline: all }
    const { pValue } = comparedOutcomes({ sign: 1, estimate: difference, ...models }).quantity
    expect([pValue(difference, 'greater'), pValue(difference, 'less')]).toEqual([0.5, 0.5])
  })

  it('change places where less is better', () => {
    const lower = comparedOutcomes({ sign: -1, estimate: baseline.value - candidate.value, candidate, baseline })
    expect(lower.discordant).toEqual({ candidateOnly: 16, baselineOnly: 6 })
    expect(lower.quantity.interval).toEqual(tangoInterval({ candidateOnly: 16, baselineOnly: 6, units: 161 }))
    expect(lower.quantity.interval.map((end) => end.toFixed(4))).toEqual(['0.0054', '0.1240'])
  })

  it('are not apart where they never differ', () => {
    const same = comparedOutcomes({ sign: 1, estimate: 0, candidate: half, baseline: half })
    expect(same.discordant).toEqual({ candidateOnly: 0, baselineOnly: 0 })
    expect(same.quantity.pValue(0, 'two_sided')).toBe(1)
  })
})
