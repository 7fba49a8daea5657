import { describe, expect, it } from 'vitest'
import { decisions, heavyLosses, losses, outcomes, ranks } from './fixtures/populations.ts'
import { verdictRates } from './fixtures/verdict-rates.ts'

// A quick version of `npm run simulate`: the seeds are fixed, so the shares are too. At 400 pairs a true 2.5 % shows as up to 4.5 %.
const clustered = { rows: 600, clusters: 30, intraclass: 0.02 }

describe('a candidate that is worse by exactly the margin', () => {
  it.each([
    ['right or wrong', outcomes({ rows: 200, right: 0.85, disagree: 0.1, difference: -0.02 })],
    ['ranks', ranks({ rows: 200, positives: 0.3, baseline: 0.75, difference: -0.02 })],
    ['ranks of ten positives', ranks({ rows: 1000, positives: 0.01, baseline: 0.75, difference: -0.05 })],
    ['log loss', losses({ rows: 200, difference: -0.01 })],
    ['F1', decisions({ rows: 200, positives: 0.3, difference: -0.03 })],
    ['log loss of the certain and wrong', heavyLosses({ rows: 200, certainlyWrong: 0.01, difference: -0.02 })],
    ['right or wrong in clusters', outcomes({ ...clustered, right: 0.85, disagree: 0.1, difference: -0.02 })],
    ['ranks in clusters', ranks({ ...clustered, positives: 0.3, baseline: 0.75, difference: -0.02 })],
  ])('passes seldom, and its interval mostly holds the truth: %s', (_, population) => {
    const { falsePass, coverage, open } = verdictRates(population, 400)
    expect(falsePass).toBeLessThanOrEqual(0.045)
    expect(coverage).toBeGreaterThanOrEqual(0.93)
    expect(open).toBeLessThan(0.01)
  })
})
