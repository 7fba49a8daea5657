import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { expectClose, readReference } from './fixtures/read-reference.ts'
import { type WilcoxonRequest, wilcoxonSignedRank } from './wilcoxon-signed-rank.ts'

interface Case {
  readonly name: string
  readonly differences: number[]
  readonly zeros: 'drop' | 'pratt' | 'split'
  readonly correction: boolean
  readonly method: 'exact' | 'normal'
  readonly p: Readonly<Record<WilcoxonRequest['alternative'], number>>
  readonly w: number
}

describe('wilcoxonSignedRank', () => {
  it.each(readReference<Case[]>('wilcoxon'))('agrees with scipy: $name, zeros $zeros, correction $correction', (given) => {
    for (const alternative of ['greater', 'less', 'two_sided'] as const) {
      const { differences, zeros, correction } = { ...given, differences: Float64Array.from(given.differences) }
      const found = wilcoxonSignedRank({ differences, alternative, zeros, continuityCorrection: correction })
      expectClose(found.pValue, given.p[alternative])
      expect([found.method, found.positiveRanks]).toEqual([given.method, given.w])
    }
  })

  it('counts the ranked differences, zeros among them unless they are dropped', () => {
    const ranked = (zeros: 'drop' | 'pratt' | 'split') =>
      wilcoxonSignedRank({ differences: Float64Array.of(0, 0, 1, -2, 3), alternative: 'less', zeros }).ranked
    expect([ranked('drop'), ranked('pratt'), ranked('split')]).toEqual([3, 5, 5])
  })

  it.each(['drop', 'pratt', 'split'] as const)('shows nothing where every difference is 0: %s', (zeros) => {
    for (const alternative of ['greater', 'less', 'two_sided'] as const)
      expect(wilcoxonSignedRank({ differences: new Float64Array(3), alternative, zeros })).toMatchObject({ method: 'normal', pValue: 1 })
  })

  it('turns round with the differences', () => {
    const samples = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(samples, fc.constantFrom('drop', 'pratt', 'split'), fc.boolean(), (given, zeros, continuityCorrection) => {
        const p = (differences: number[], alternative: WilcoxonRequest['alternative']) =>
          wilcoxonSignedRank({ differences: Float64Array.from(differences), alternative, zeros, continuityCorrection }).pValue
        expect(
          p(
            given.map((d) => -d),
            'greater',
          ),
        ).toBeCloseTo(p(given, 'less'), 12)
        expect(
          p(
            given.map((d) => -d),
            'two_sided',
          ),
        ).toBeCloseTo(p(given, 'two_sided'), 12)
      }),
    )
  })

  it.each([
    ['EMPTY_SAMPLE', new Float64Array(0)],
    ['NOT_FINITE', Float64Array.of(1, Number.NaN)],
    ['NOT_FINITE', Float64Array.of(Number.POSITIVE_INFINITY)],
  ])('refuses with %s', (code, differences) => {
    expect(() => wilcoxonSignedRank({ differences, alternative: 'less' })).toThrow(expect.objectContaining({ code }))
  })
})
