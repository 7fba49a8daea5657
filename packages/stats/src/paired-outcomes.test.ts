import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { expectClose, readReference } from './fixtures/read-reference.ts'
import { mcnemar } from './mcnemar.ts'
import { normalCdf } from './normal-distribution.ts'
import { tangoInterval, tangoTest } from './paired-outcomes.ts'

interface Case {
  readonly candidateOnly: number
  readonly baselineOnly: number
  readonly units: number
  readonly interval: [number, number]
  readonly pGreater: Readonly<Record<string, number>>
  readonly exact: number
  readonly mid: number
  readonly exactGreater: number
}
const cases = readReference<Case[]>('paired')
// Complete response before and after consolidation (Cavo et al., 2012), as printed by Fagerland, Lydersen and Laake's R package contingencytables 3.
const cavo = { candidateOnly: 6, baselineOnly: 16, units: 161 }
const tables = fc
  .tuple(fc.nat(40), fc.nat(40), fc.nat(100))
  .filter(([b, c, rest]) => b + c + rest > 0)
  .map(([candidateOnly, baselineOnly, rest]) => ({ candidateOnly, baselineOnly, units: candidateOnly + baselineOnly + rest }))
const swapped = <Outcomes extends typeof cavo>(given: Outcomes) => ({
  ...given,
  candidateOnly: given.baselineOnly,
  baselineOnly: given.candidateOnly,
})
const refused: [string, typeof cavo][] = [
  ['EMPTY_SAMPLE', { candidateOnly: 0, baselineOnly: 0, units: 0 }],
  ['OUT_OF_RANGE', { candidateOnly: 6, baselineOnly: 5, units: 10 }],
  ['OUT_OF_RANGE', { candidateOnly: -1, baselineOnly: 5, units: 10 }],
  ['OUT_OF_RANGE', { candidateOnly: 1.5, baselineOnly: 5, units: 10 }],
  ['OUT_OF_RANGE', { candidateOnly: 1, baselineOnly: 5, units: Number.NaN }],
]

describe('tangoInterval', () => {
  it.each(cases)('solves its equation to twelve digits: $candidateOnly, $baselineOnly of $units', (given) => {
    tangoInterval(given).forEach((end, at) => {
      expectClose(end, given.interval[at] as number, { digits: 1e-12, scale: 1e-3 })
    })
  })

  it('is the published one', () => {
    expect(tangoInterval(cavo).map((end) => end.toFixed(4))).toEqual(['-0.1240', '-0.0054'])
  })

  it('holds the difference, lies in [-1, 1] and is mirrored when the models change places', () => {
    fc.assert(
      fc.property(tables, (given) => {
        const [lower, upper] = tangoInterval(given)
        const difference = (given.candidateOnly - given.baselineOnly) / given.units
        expect(-1 <= lower && lower <= difference && difference <= upper && upper <= 1).toBe(true)
        expect(tangoInterval(swapped(given))).toEqual([0 - upper, 0 - lower])
      }),
    )
  })

  it('has a width where the models never disagree, less with more units', () => {
    const widthOf = (units: number) => tangoInterval({ candidateOnly: 0, baselineOnly: 0, units })[1]
    expect(widthOf(100)).toBeGreaterThan(widthOf(1000))
    expect(widthOf(1000)).toBeGreaterThan(0)
  })

  it('ends at 1 where the candidate alone is right on every unit', () => {
    expect(tangoInterval({ candidateOnly: 5, baselineOnly: 0, units: 5 })[1]).toBe(1)
  })

  it.each(refused)('refuses with %s: %o', (code, outcomes) => {
    expect(() => tangoInterval(outcomes)).toThrow(expect.objectContaining({ code }))
  })
})

describe('tangoTest', () => {
  it.each(cases)('agrees with 40 digits: $candidateOnly, $baselineOnly of $units', (given) => {
    for (const [boundary, p] of Object.entries(given.pGreater))
      expectClose(tangoTest({ outcomes: given, boundary: Number(boundary), alternative: 'greater' }), p, { digits: 1e-9, scale: 1e-290 })
  })

  it("is at boundary 0 McNemar's test without correction, as published", () => {
    expect(tangoTest({ outcomes: cavo, boundary: 0, alternative: 'two_sided' }).toFixed(6)).toBe('0.033006')
    expect(tangoTest({ outcomes: cavo, boundary: 0, alternative: 'less' })).toBeCloseTo(normalCdf(-10 / Math.sqrt(22)), 14)
  })

  it('is below 0.025 exactly where the interval leaves the boundary out', () => {
    fc.assert(
      fc.property(tables, fc.double({ min: -0.99, max: 0.99, noNaN: true }), (given, boundary) => {
        const [lower, upper] = tangoInterval(given)
        fc.pre(Math.abs(lower - boundary) > 1e-9 && Math.abs(upper - boundary) > 1e-9)
        expect(tangoTest({ outcomes: given, boundary, alternative: 'greater' }) < 0.025).toBe(lower > boundary)
        expect(tangoTest({ outcomes: given, boundary, alternative: 'less' }) < 0.025).toBe(upper < boundary)
      }),
    )
  })

  it.each([5e-324, 4e-310, 1e-200, 1e-20])('shows nothing of a difference of %d in either direction', (difference) => {
    const outcomes = { candidateOnly: 0, baselineOnly: 0, units: 1 }
    expect([difference, -difference].map((boundary) => tangoTest({ outcomes, boundary, alternative: 'greater' }))).toEqual([
      expect.closeTo(0.5, 9),
      expect.closeTo(0.5, 9),
    ])
  })

  it('shows nothing at the boundary where the models never disagree, and all beyond every difference', () => {
    const same = { candidateOnly: 0, baselineOnly: 0, units: 10 }
    expect([
      tangoTest({ outcomes: same, boundary: 0, alternative: 'two_sided' }),
      tangoTest({ outcomes: same, boundary: -1, alternative: 'greater' }),
    ]).toEqual([1, 0])
  })

  it.each([...refused, ['OUT_OF_RANGE', cavo, 1.1], ['NOT_FINITE', cavo, Number.NaN]] as [string, typeof cavo, number?][])(
    'refuses with %s: %o',
    (code, outcomes, boundary = 0) => {
      expect(() => tangoTest({ outcomes, boundary, alternative: 'less' })).toThrow(expect.objectContaining({ code }))
    },
  )
})

describe('mcnemar', () => {
  it.each(cases)('agrees with statsmodels and scipy: $candidateOnly, $baselineOnly of $units', (given) => {
    expectClose(mcnemar({ outcomes: given, alternative: 'two_sided', p: 'exact' }), given.exact)
    expectClose(mcnemar({ outcomes: given, alternative: 'two_sided', p: 'mid' }), given.mid)
    expectClose(mcnemar({ outcomes: given, alternative: 'greater', p: 'exact' }), given.exactGreater)
    expectClose(mcnemar({ outcomes: swapped(given), alternative: 'less', p: 'exact' }), given.exactGreater)
  })

  it('has the published values', () => {
    const pOf = (p: 'exact' | 'mid') => mcnemar({ outcomes: cavo, alternative: 'two_sided', p }).toFixed(6)
    expect([pOf('exact'), pOf('mid')]).toEqual(['0.052479', '0.034690'])
  })

  it('has one-sided mid values that add to 1', () => {
    const pOf = (alternative: 'greater' | 'less') => mcnemar({ outcomes: cavo, alternative, p: 'mid' })
    expect(pOf('greater') + pOf('less')).toBeCloseTo(1, 14)
  })

  it.each(refused)('refuses with %s: %o', (code, outcomes) => {
    expect(() => mcnemar({ outcomes, alternative: 'two_sided', p: 'mid' })).toThrow(expect.objectContaining({ code }))
  })
})
