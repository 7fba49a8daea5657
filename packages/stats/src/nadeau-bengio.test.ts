import { describe, expect, it } from 'vitest'
import { fiveByTwoF } from './five-by-two.ts'
import { expectClose, readReference } from './fixtures/read-reference.ts'
import { correctedResampledT, type ResampledTRequest } from './nadeau-bengio.ts'

interface Folds {
  readonly differences: number[]
  readonly testToTrain: number
  readonly standardError: number
  readonly pGreater: number
}
const two: ResampledTRequest = { differences: Float64Array.of(-1, 1), testToTrain: 1, boundary: 0, alternative: 'greater' }

describe('correctedResampledT', () => {
  it.each(readReference<Folds[]>('folds').map((given, at) => [at, given] as const))('agrees with its formula in scipy, sample %i', (_, given) => {
    const found = correctedResampledT({ ...two, differences: Float64Array.from(given.differences), testToTrain: given.testToTrain })
    expectClose(found.standardError, given.standardError)
    expectClose(found.pValue, given.pGreater)
    expect(found.degreesOfFreedom).toBe(given.differences.length - 1)
  })

  it('has the wider interval, the more of the rows are tested', () => {
    const widthOf = (testToTrain: number) => correctedResampledT({ ...two, testToTrain }).interval[1]
    expect(correctedResampledT(two).standardError).toBeCloseTo(Math.sqrt(1.5 * 2), 14)
    expect(widthOf(0.5)).toBeLessThan(widthOf(1))
  })

  it('does not shrink to nothing with the number of repeats', () => {
    const differences = Float64Array.from({ length: 1_000 }, (_, fold) => (fold % 2) * 2 - 1)
    expect(correctedResampledT({ ...two, differences, testToTrain: 1 / 9 }).standardError).toBeGreaterThan(1 / 3)
  })

  it.each<[string, Partial<ResampledTRequest>]>([
    ['TOO_FEW_CLUSTERS', { differences: Float64Array.of(1) }],
    ['TOO_FEW_CLUSTERS', { differences: new Float64Array(0) }],
    ['NOT_FINITE', { differences: Float64Array.of(1, Number.NaN) }],
    ['OUT_OF_RANGE', { testToTrain: 0 }],
    ['OUT_OF_RANGE', { testToTrain: Number.POSITIVE_INFINITY }],
    ['OUT_OF_RANGE', { testToTrain: Number.NaN }],
    ['NOT_FINITE', { boundary: Number.NaN }],
  ])('refuses with %s: %o', (code, change) => {
    expect(() => correctedResampledT({ ...two, ...change })).toThrow(expect.objectContaining({ code }))
  })
})

describe('fiveByTwoF', () => {
  it.each(readReference<{ differences: number[]; f: number; p: number }[]>('fiveByTwo').map((given, at) => [at, given] as const))(
    'agrees with scipy, sample %i',
    (_, given) => {
      const found = fiveByTwoF(Float64Array.from(given.differences))
      expectClose(found.f, given.f)
      expectClose(found.pValue, given.p)
    },
  )

  it('is certain without variance within the repeats', () => {
    expect(fiveByTwoF(new Float64Array(10).fill(2))).toEqual({ f: Number.POSITIVE_INFINITY, pValue: 0 })
    expect(fiveByTwoF(new Float64Array(10))).toEqual({ f: 0, pValue: 1 })
  })

  it.each([
    ['LENGTH_MISMATCH', new Float64Array(9)],
    ['LENGTH_MISMATCH', new Float64Array(12)],
    ['NOT_FINITE', Float64Array.of(0, 0, 0, 0, 0, 0, 0, 0, 0, Number.NaN)],
  ])('refuses with %s', (code, differences) => {
    expect(() => fiveByTwoF(differences)).toThrow(expect.objectContaining({ code }))
  })
})
