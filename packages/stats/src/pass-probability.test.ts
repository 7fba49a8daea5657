import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { minimumDetectableEffect } from './minimum-detectable-effect.ts'
import { passProbability } from './pass-probability.ts'
import { unitsToDecide } from './units-to-decide.ts'

const { passExact } = JSON.parse(readFileSync(new URL('fixtures/reference.json', import.meta.url), 'utf8')) as {
  passExact: [ratio: number, degrees: number, exact: number][]
}
const month = { standardError: 0.0044, degreesOfFreedom: 30 } as const

describe('passProbability', () => {
  it.each([
    [9, 0.04],
    [30, 0.01],
    [200, 0.002],
  ])('with %i degrees of freedom is at most %f below the noncentral t', (degrees, slack) => {
    for (const [ratio, , exact] of passExact.filter(([, given]) => given === degrees)) {
      const low = exact - passProbability({ margin: ratio, standardError: 1, degreesOfFreedom: degrees })
      expect(low).toBeGreaterThan(-1e-9)
      expect(low).toBeLessThan(slack)
    }
  })

  it('is 2.5 % at margin 0, and 19 % for the flights data at a margin of 0.005', () => {
    expect(passProbability({ ...month, margin: 0 })).toBeCloseTo(0.025, 14)
    expect(passProbability({ ...month, margin: 0.005 })).toBeCloseTo(0.19, 2)
  })

  it('is certain without any error', () => {
    expect(passProbability({ margin: 0.1, standardError: 0, degreesOfFreedom: 9 })).toBe(1)
    expect(passProbability({ margin: 0, standardError: 0, degreesOfFreedom: 9 })).toBe(0)
  })

  it('refuses a margin that is NaN', () => {
    expect(() => passProbability({ ...month, margin: Number.NaN })).toThrow(expect.objectContaining({ code: 'NOT_FINITE' }))
  })
})

describe('minimumDetectableEffect', () => {
  it('is (t.975 + t.80) standard errors, and the margin at which an equal model passes in 80 % of cases', () => {
    expect(minimumDetectableEffect({ standardError: 1, degreesOfFreedom: 30 })).toBeCloseTo(2.04227245630124 + 0.853767261471297, 12)
    expect(passProbability({ ...month, margin: minimumDetectableEffect(month) })).toBeCloseTo(0.8, 12)
  })
})

describe('unitsToDecide', () => {
  it('quarters with twice the margin', () => {
    expect(unitsToDecide({ ...month, margin: 0.005 })).toBe(202)
    expect(unitsToDecide({ ...month, margin: 0.01 })).toBe(51)
  })

  it('is null where no number of clusters decides: margin 0', () => {
    expect(unitsToDecide({ ...month, margin: 0 })).toBeNull()
  })
})
