import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clopperPearson } from './clopper-pearson.ts'
import { expectClose, readReference } from './fixtures/read-reference.ts'
import { scoreInterval } from './score-interval.ts'

interface Case {
  readonly successes: number
  readonly trials: number
  readonly wilson: [number, number]
  readonly clopperPearson: [number, number]
}
const cases = readReference<Case[]>('proportion')
const proportions = fc
  .integer({ min: 1, max: 400 })
  .chain((trials) => fc.integer({ min: 0, max: trials }).map((successes) => ({ successes, trials })))

describe.each([
  ['scoreInterval', scoreInterval, 'wilson'],
  ['clopperPearson', clopperPearson, 'clopperPearson'],
] as const)('%s', (_, intervalOf, name) => {
  it.each(cases)('agrees with statsmodels: $successes of $trials', (given) => {
    intervalOf(given).forEach((end, at) => {
      // statsmodels forms the lower end by a difference that loses digits near 0.
      expectClose(end, given[name][at] as number, { scale: 1e-6 })
    })
  })

  it('holds the share, lies in [0, 1] and is mirrored by failures', () => {
    fc.assert(
      fc.property(proportions, ({ successes, trials }) => {
        const [lower, upper] = intervalOf({ successes, trials })
        const [mirroredLower, mirroredUpper] = intervalOf({ successes: trials - successes, trials })
        expect(0 <= lower && lower <= successes / trials && successes / trials <= upper && upper <= 1).toBe(true)
        expect([1 - mirroredUpper, 1 - mirroredLower]).toEqual([expect.closeTo(lower, 12), expect.closeTo(upper, 12)])
      }),
    )
  })

  it('ends exactly at 0 without successes and at 1 without failures', () => {
    expect([intervalOf({ successes: 0, trials: 7 })[0], intervalOf({ successes: 7, trials: 7 })[1]]).toEqual([0, 1])
  })

  it.each([
    ['EMPTY_SAMPLE', { successes: 0, trials: 0 }],
    ['OUT_OF_RANGE', { successes: 2, trials: 1 }],
    ['OUT_OF_RANGE', { successes: -1, trials: 1 }],
    ['OUT_OF_RANGE', { successes: 0.5, trials: 1 }],
    ['OUT_OF_RANGE', { successes: Number.NaN, trials: 1 }],
  ])('refuses with %s: %o', (code, proportion) => {
    expect(() => intervalOf(proportion)).toThrow(expect.objectContaining({ code }))
  })
})
