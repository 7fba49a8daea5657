import { passProbability, tInterval, tTest } from '@seaworthy/stats'
import { describe, expect, it } from 'vitest'
import { decideHarm, harmP } from './no-regression.ts'
import type { Alternative, Question } from './rule.ts'
import { rules } from './rules.ts'

const error = { standardError: 0.1, degreesOfFreedom: 30 }

/** A question about an interval, whose p-value says what it was asked. */
function asked(interval: readonly [number, number], bound: number, { primary = true, p = 0.5 as number | null } = {}) {
  const questions: (readonly [number, Alternative])[] = []
  const pValue = (boundary: number, alternative: Alternative) => {
    questions.push([boundary, alternative])
    return p
  }
  const question: Question = { quantity: { estimate: 0, interval, error, pValue }, bound, primary }
  return { question, questions }
}

const decided = (rule: keyof typeof rules, ...of: Parameters<typeof asked>) => {
  const { question, questions } = asked(...of)
  return [rules[rule].decide(question), ...questions]
}

describe('a rule about a difference', () => {
  it.each([
    [[-0.1 + 1e-9, 0.2], 'pass', 'not_worse_by_margin'],
    [[0, 0.2], 'pass', 'not_worse_by_margin'],
    [[1e-9, 0.2], 'pass', 'shown_better'],
    [[-0.1, 0.2], 'inconclusive', 'interval_spans_margin'],
    [[-0.3, -0.1], 'inconclusive', 'interval_spans_margin'],
    [[-0.3, -0.1 - 1e-9], 'fail', 'shown_worse'],
  ] as const)('non_inferior at 0.1 is decided on %j: %s', (interval, verdict, reason) => {
    expect(decided('non_inferior', interval, 0.1)).toEqual([{ verdict, reason, pRule: 0.5 }, [-0.1, 'greater']])
  })

  it('says better of the primary metric alone', () => {
    expect(decided('non_inferior', [0.1, 0.2], 0.1, { primary: false })[0]).toEqual({
      verdict: 'pass',
      reason: 'not_worse_by_margin',
      pRule: 0.5,
    })
  })

  it.each([
    [[0.1 + 1e-9, 0.3], 'pass', 'shown_better'],
    [[0.1, 0.3], 'inconclusive', 'interval_spans_bound'],
    [[0, 0.1], 'inconclusive', 'interval_spans_bound'],
    [[-0.1, 0.1 - 1e-9], 'fail', 'not_shown_better'],
    [[-0.1, 0], 'fail', 'not_shown_better'],
    [[-0.1, -1e-9], 'fail', 'shown_worse'],
  ] as const)('superior by 0.1 is decided on %j: %s', (interval, verdict, reason) => {
    expect(decided('superior', interval, 0.1)).toEqual([{ verdict, reason, pRule: 0.5 }, [0.1, 'greater']])
  })

  it.each([
    [0.0249, 'fail', 'shown_worse'],
    [0.025, 'pass', 'not_shown_worse'],
    [0.5, 'pass', 'not_shown_worse'],
  ] as const)('no_regression is decided on its p-value %f: %s', (p, verdict, reason) => {
    expect(decided('no_regression', [-0.3, -0.2], 0.1, { p })).toEqual([{ verdict, reason, pRule: p }, [-0.1, 'less']])
  })

  it('no_regression takes no p-value for no proof', () => {
    expect(decided('no_regression', [-0.3, -0.2], 0.1, { p: null })[0]).toEqual({ verdict: 'pass', reason: 'not_shown_worse', pRule: 1 })
    expect(harmP(asked([-0.3, -0.2], 0.1, { p: null }).question.quantity, 0.1)).toBe(1)
  })

  it('no_regression is decided after correction, and says the p-value before it', () => {
    expect(decideHarm(0.01, 0.03)).toEqual({ verdict: 'pass', reason: 'not_shown_worse', pRule: 0.01 })
    expect(decideHarm(0.001, 0.024)).toEqual({ verdict: 'fail', reason: 'shown_worse', pRule: 0.001 })
  })

  it('knows how often an equally good model would pass', () => {
    expect(rules.non_inferior.passIfEqual(0.2, error)).toBe(passProbability({ margin: 0.2, ...error }))
    expect(rules.non_inferior.passIfEqual(0.2, error)?.toFixed(4)).toBe('0.4833')
    expect(rules.superior.passIfEqual(0, error)).toBeCloseTo(0.025, 12)
    expect(rules.superior.passIfEqual(0.1, error)).toBe(passProbability({ margin: -0.1, ...error }))
    expect(rules.no_regression.passIfEqual(0, error)).toBeCloseTo(0.975, 12)
    expect(rules.no_regression.passIfEqual(0.1, error)).toBe(1 - passProbability({ margin: -0.1, ...error }))
  })

  it('agrees with the t test whose interval it reads', () => {
    const estimate = 0.05
    const pValue = (boundary: number, alternative: Alternative) => tTest({ estimate, ...error, boundary, alternative })
    const quantity = { estimate, interval: tInterval({ estimate, ...error }), error, pValue }
    for (const bound of [0.1, 0.15, 0.16, 0.3]) {
      const { verdict, pRule } = rules.non_inferior.decide({ quantity, bound, primary: true })
      expect(verdict === 'pass').toBe((pRule ?? 1) < 0.025)
    }
  })
})

describe('a rule about a value or a ratio', () => {
  it.each([
    [[0.8, 0.9], 'pass', 'above_bound'],
    [[0.8 - 1e-9, 0.9], 'inconclusive', 'interval_spans_bound'],
    [[0.7, 0.8], 'inconclusive', 'interval_spans_bound'],
    [[0.7, 0.8 - 1e-9], 'fail', 'shown_below_bound'],
  ] as const)('at least 0.8 is decided on %j: %s', (interval, verdict, reason) => {
    for (const rule of ['at_least', 'at_least_times'] as const)
      expect(decided(rule, interval, 0.8)).toEqual([{ verdict, reason, pRule: 0.5 }, [0.8, 'greater']])
  })

  it.each([
    [[0.7, 0.8], 'pass', 'below_bound'],
    [[0.7, 0.8 + 1e-9], 'inconclusive', 'interval_spans_bound'],
    [[0.8, 0.9], 'inconclusive', 'interval_spans_bound'],
    [[0.8 + 1e-9, 0.9], 'fail', 'shown_above_bound'],
  ] as const)('at most 0.8 is decided on %j: %s', (interval, verdict, reason) => {
    for (const rule of ['at_most', 'at_most_times'] as const)
      expect(decided(rule, interval, 0.8)).toEqual([{ verdict, reason, pRule: 0.5 }, [0.8, 'less']])
  })

  it('knows no equally good model', () => {
    for (const rule of ['at_least', 'at_most', 'at_least_times', 'at_most_times'] as const) expect(rules[rule].passIfEqual(0.8, error)).toBeNull()
  })

  it('is about what its name says', () => {
    expect(Object.entries(rules).map(([rule, { about }]) => [rule, about])).toEqual([
      ['non_inferior', 'difference'],
      ['superior', 'difference'],
      ['no_regression', 'difference'],
      ['at_least', 'candidate'],
      ['at_most', 'candidate'],
      ['at_least_times', 'ratio'],
      ['at_most_times', 'ratio'],
    ])
  })
})
