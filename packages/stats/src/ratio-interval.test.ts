import { describe, expect, it } from 'vitest'
import { expectClose, readReference } from './fixtures/read-reference.ts'
import { type RatioRequest, ratioInterval } from './ratio-interval.ts'
import { seedOf } from './seed.ts'

interface Reference {
  readonly candidate: number[]
  readonly candidateRound: number[]
  readonly baseline: number[]
  readonly baselineRound: number[]
  readonly cases: { quantile: number; ratio: number; interval: [number, number] }[]
}
const { cases, ...reference } = readReference<Reference>('ratio')
const measured: RatioRequest = {
  candidate: { value: Float64Array.from(reference.candidate), round: Int32Array.from(reference.candidateRound) },
  baseline: { value: Float64Array.from(reference.baseline), round: Int32Array.from(reference.baselineRound) },
  quantile: 0.5,
  rounds: 12,
  seed: seedOf('ratio'),
}
const flat = { value: Float64Array.of(2, 4), round: Int32Array.of(0, 1) }
const small: RatioRequest = { ...measured, candidate: flat, baseline: flat, rounds: 2 }

describe('ratioInterval', () => {
  it.each(cases)('draws rounds and takes quantile $quantile as numpy does', ({ quantile, ratio, interval }) => {
    const found = ratioInterval({ ...measured, quantile, seed: seedOf(`ratio ${quantile}`), resamples: 150 })
    expectClose(found.ratio, ratio)
    expectClose(found.interval[0], interval[0])
    expectClose(found.interval[1], interval[1])
  })

  it('is 1, with certainty, where both are the same', () => {
    expect(ratioInterval({ ...measured, baseline: measured.candidate })).toMatchObject({ ratio: 1, interval: [1, 1] })
  })

  it('does not see what slows both in the same round', () => {
    const slowed = (factor: number) => ({
      value: Float64Array.from({ length: 40 }, (_, at) => factor * (1 + (at % 8))),
      round: Int32Array.from({ length: 40 }, (_, at) => at % 8),
    })
    const found = ratioInterval({ ...measured, candidate: slowed(3), baseline: slowed(2), rounds: 8 })
    expectClose(found.ratio, 1.5)
    expectClose(found.interval[0], 1.5)
    expectClose(found.interval[1], 1.5)
  })

  it('takes the ends for quantiles 0 and 1', () => {
    const ratioAt = (quantile: number) => ratioInterval({ ...small, candidate: { ...flat, value: Float64Array.of(12, 6) }, quantile }).ratio
    expect([ratioAt(0), ratioAt(1)]).toEqual([3, 3])
  })

  it.each<[string, Partial<RatioRequest>]>([
    ['EMPTY_SAMPLE', { candidate: { value: new Float64Array(0), round: new Int32Array(0) } }],
    ['LENGTH_MISMATCH', { baseline: { ...flat, round: Int32Array.of(0) } }],
    ['OUT_OF_RANGE', { baseline: { ...flat, value: Float64Array.of(1, 0) } }],
    ['OUT_OF_RANGE', { candidate: { ...flat, value: Float64Array.of(1, -3) } }],
    ['OUT_OF_RANGE', { candidate: { ...flat, round: Int32Array.of(0, 2) } }],
    ['OUT_OF_RANGE', { candidate: { ...flat, round: Int32Array.of(0, -1) } }],
    ['OUT_OF_RANGE', { quantile: 1.5 }],
    ['OUT_OF_RANGE', { quantile: Number.NaN }],
    ['NOT_FINITE', { candidate: { ...flat, value: Float64Array.of(1, Number.NaN) } }],
    ['TOO_FEW_CLUSTERS', { rounds: 1, candidate: { ...flat, round: Int32Array.of(0, 0) }, baseline: { ...flat, round: Int32Array.of(0, 0) } }],
    ['UNDEFINED_RESAMPLES', { candidate: { ...flat, round: Int32Array.of(0, 0) } }],
  ])('refuses with %s: %o', (code, change) => {
    expect(() => ratioInterval({ ...small, ...change })).toThrow(expect.objectContaining({ code }))
  })
})
