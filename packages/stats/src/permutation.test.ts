import { describe, expect, it } from 'vitest'
import { expectClose, readReference } from './fixtures/read-reference.ts'
import { type SignFlipRequest, signFlip } from './permutation.ts'
import { RandomSource } from './random.ts'
import { seedOf } from './seed.ts'

interface Case {
  readonly differences: number[]
  readonly p: Readonly<Record<SignFlipRequest['alternative'], number>>
}
const seed = seedOf('flips')
const three: SignFlipRequest = { differences: Float64Array.of(1, 2, 3), cluster: null, alternative: 'greater', seed }

describe('signFlip', () => {
  it.each(readReference<Case[]>('permutation').map((given, at) => [at, given] as const))(
    'agrees with scipy where it counts all flips, sample %i',
    (_, given) => {
      for (const alternative of ['greater', 'less', 'two_sided'] as const)
        expectClose(signFlip({ ...three, differences: Float64Array.from(given.differences), alternative }).pValue, given.p[alternative])
    },
  )

  it('flips the units of a cluster together', () => {
    const found = signFlip({ ...three, differences: Float64Array.of(1, 1, 1, 3), cluster: Int32Array.of(4, 4, 0, 9) })
    expect(found).toEqual({ pValue: 1 / 8, method: 'exact', clusters: 3 })
  })

  it('draws flips, and counts the sample among them, beyond the clusters that it may enumerate', () => {
    const sampled = signFlip({ ...three, exactClusters: 2, resamples: 4_000 })
    expect(sampled).toMatchObject({ method: 'sampled', clusters: 3 })
    expect(sampled.pValue).toBeCloseTo(0.125, 1)
    expect((sampled.pValue * 4_001) % 1).toBeCloseTo(0, 9)
    expect(signFlip({ ...three, exactClusters: 2, resamples: 4_000 })).toEqual(sampled)
  })

  it('is never 0 when drawn: at least 1 / (m + 1)', () => {
    const differences = new Float64Array(70).fill(1)
    expect(signFlip({ ...three, differences, resamples: 99 }).pValue).toBe(0.01)
    expect(signFlip({ ...three, differences, resamples: 99, alternative: 'two_sided' }).pValue).toBe(0.02)
    expect(signFlip({ ...three, differences, resamples: 99, alternative: 'less' }).pValue).toBe(1)
  })

  it('comes near the t-test on many units', () => {
    const random = new RandomSource(seedOf('near'))
    const differences = Float64Array.from({ length: 300 }, () => random.uniform() - 0.47)
    const mean = differences.reduce((sum, d) => sum + d, 0) / 300
    const t = mean / Math.sqrt(differences.reduce((sum, d) => sum + (d - mean) ** 2, 0) / 299 / 300)
    expect([t > 1, t < 3]).toEqual([true, true])
    expect(signFlip({ ...three, differences }).pValue).toBeCloseTo(0.5 * (1 - erf(t / Math.SQRT2)), 1.5)
  })

  it.each<[string, Partial<SignFlipRequest>]>([
    ['EMPTY_SAMPLE', { differences: new Float64Array(0) }],
    ['NOT_FINITE', { differences: Float64Array.of(1, Number.NaN) }],
    ['LENGTH_MISMATCH', { cluster: Int32Array.of(0) }],
    ['OUT_OF_RANGE', { cluster: Int32Array.of(0, -1, 2) }],
    ['OUT_OF_RANGE', { exactClusters: 21 }],
    ['OUT_OF_RANGE', { exactClusters: -1 }],
    ['OUT_OF_RANGE', { resamples: 19 }],
    ['OUT_OF_RANGE', { resamples: Number.NaN }],
  ])('refuses with %s: %o', (code, change) => {
    expect(() => signFlip({ ...three, ...change })).toThrow(expect.objectContaining({ code }))
  })
})

/** By its series, which is enough for arguments below 3. */
function erf(x: number): number {
  let term = x
  let sum = x
  for (let k = 1; k < 60; k++) {
    term *= (-x * x) / k
    sum += term / (2 * k + 1)
  }
  return (2 / Math.sqrt(Math.PI)) * sum
}
