import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bcaCorrection, correctedProbability, uncorrectedProbability } from './bca-correction.ts'
import { expectClose, readReference } from './fixtures/read-reference.ts'

interface Case {
  readonly distribution: number[]
  readonly estimate: number
  readonly jackknife: number[]
  /** By scipy, whose quantiles are linear from the smallest to the largest value. */
  readonly linearEnds: [number, number]
}

function linearQuantile(ascending: Float64Array, p: number): number {
  const place = p * (ascending.length - 1)
  const [low, high] = [ascending[Math.floor(place)] as number, ascending[Math.ceil(place)] as number]
  return low + (place - Math.floor(place)) * (high - low)
}

describe('bcaCorrection', () => {
  it.each(readReference<Case[]>('scipyBca').map((given, at) => [at, given] as const))('moves the ends to where scipy does, sample %i', (_, given) => {
    const ascending = Float64Array.from(given.distribution).sort()
    const correction = bcaCorrection({ ascending, estimate: given.estimate, jackknife: Float64Array.from(given.jackknife) })
    for (const [at, p] of [0.025, 0.975].entries())
      expectClose(linearQuantile(ascending, correctedProbability(p, correction as NonNullable<typeof correction>)), given.linearEnds[at] as number, {
        scale: 1,
      })
  })

  it('counts values equal to the estimate half', () => {
    const ascending = Float64Array.of(1, 2, 2, 2, 3)
    expect(bcaCorrection({ ascending, estimate: 2, jackknife: Float64Array.of(1, 2, 3) })).toEqual({ medianBias: 0, acceleration: 0 })
  })

  it('has no acceleration where the jackknife does not vary, nor by rounding alone', () => {
    const ascending = Float64Array.of(1, 3)
    expect(bcaCorrection({ ascending, estimate: 2, jackknife: Float64Array.of(5, 5, 5) })?.acceleration).toBe(0)
    expect(bcaCorrection({ ascending, estimate: 2, jackknife: Float64Array.of(0.3, 0.3, 0.1 + 0.2) })?.acceleration).toBe(0)
  })

  it.each<[string, number, Float64Array]>([
    ['below all resamples', 0, Float64Array.of(1, 2)],
    ['above all resamples', 9, Float64Array.of(1, 2)],
    ['with a jackknife value that is NaN', 2, Float64Array.of(1, Number.NaN)],
    ['with a jackknife value that is infinite', 2, Float64Array.of(1, Number.POSITIVE_INFINITY)],
  ])('does not exist for an estimate %s', (_, estimate, jackknife) => {
    expect(bcaCorrection({ ascending: Float64Array.of(1, 2, 3), estimate, jackknife })).toBeNull()
  })
})

describe('correctedProbability', () => {
  const corrections = fc.record({
    medianBias: fc.double({ min: -0.3, max: 0.3, noNaN: true }),
    acceleration: fc.double({ min: -0.1, max: 0.1, noNaN: true }),
  })

  it('is undone by uncorrectedProbability', () => {
    fc.assert(
      fc.property(corrections, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (correction, p) => {
        expectClose(uncorrectedProbability(correctedProbability(p, correction), correction), p, { digits: 1e-8 })
      }),
    )
  })

  it('leaves 0 and 1 where they are, and goes no further where the acceleration runs off', () => {
    const fast = { medianBias: 0, acceleration: 1 }
    expect([0, 1].map((p) => [correctedProbability(p, fast), uncorrectedProbability(p, fast)])).toEqual([
      [0, 0],
      [1, 1],
    ])
    expect([correctedProbability(0.975, fast), correctedProbability(0.025, { medianBias: 0, acceleration: -1 })]).toEqual([1, 0])
    expect([uncorrectedProbability(0.025, fast), uncorrectedProbability(0.975, { medianBias: 0, acceleration: -1 })]).toEqual([0, 1])
  })
})
