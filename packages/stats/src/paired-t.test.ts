import { describe, expect, it } from 'vitest'
import { expectClose, readReference } from './fixtures/read-reference.ts'
import { type PairedTRequest, pairedT } from './paired-t.ts'

interface Case {
  readonly differences: number[]
  readonly boundary: number
  readonly p: Readonly<Record<'greater' | 'less' | 'two_sided', number>>
  readonly interval: [number, number]
}

const one: PairedTRequest = { differences: Float64Array.of(0, 2), cluster: null, boundary: 0, alternative: 'greater' }

describe('pairedT', () => {
  it.each(readReference<Case[]>('pairedT').map((given, at) => [at, given] as const))('agrees with scipy, sample %i', (_, given) => {
    const differences = Float64Array.from(given.differences)
    const test = (alternative: PairedTRequest['alternative']) => pairedT({ differences, cluster: null, boundary: given.boundary, alternative })
    const width = given.interval[1] - given.interval[0]
    for (const alternative of ['greater', 'less', 'two_sided'] as const) expectClose(test(alternative).pValue, given.p[alternative], { scale: 1e-12 })
    expectClose(test('less').interval[0], given.interval[0], { scale: width })
    expectClose(test('less').interval[1], given.interval[1], { scale: width })
  })

  it('has one degree of freedom for two units, and the closed form of that', () => {
    expect(pairedT(one)).toMatchObject({ estimate: 1, standardError: 1, degreesOfFreedom: 1, pValue: expect.closeTo(0.25, 14) })
  })

  it('takes the clusters for its units where they are given', () => {
    const twice = pairedT({ ...one, differences: Float64Array.of(0, 0, 2, 2), cluster: Int32Array.of(7, 7, 1, 1) })
    expect(twice).toEqual(pairedT(one))
  })

  it('is certain where all differences are equal', () => {
    const same = { ...one, differences: Float64Array.of(3, 3, 3) }
    expect([pairedT(same).pValue, pairedT(same).interval, pairedT({ ...same, alternative: 'less' }).pValue]).toEqual([0, [3, 3], 1])
  })

  it.each<[string, Partial<PairedTRequest>]>([
    ['EMPTY_SAMPLE', { differences: new Float64Array(0) }],
    ['NOT_FINITE', { differences: Float64Array.of(1, Number.NaN) }],
    ['NOT_FINITE', { differences: Float64Array.of(1, Number.NEGATIVE_INFINITY) }],
    ['NOT_FINITE', { boundary: Number.NaN }],
    ['TOO_FEW_CLUSTERS', { differences: Float64Array.of(1) }],
    ['TOO_FEW_CLUSTERS', { cluster: Int32Array.of(2, 2) }],
    ['LENGTH_MISMATCH', { cluster: Int32Array.of(2) }],
    ['OUT_OF_RANGE', { cluster: Int32Array.of(2, -2) }],
  ])('refuses with %s: %o', (code, change) => {
    expect(() => pairedT({ ...one, ...change })).toThrow(expect.objectContaining({ code }))
  })
})
