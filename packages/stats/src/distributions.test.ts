import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { normalCdf, normalQuantile } from './normal-distribution.ts'
import { tCdf, tQuantile } from './t-distribution.ts'

interface Reference {
  readonly tQuantile: readonly [number, number, number][]
  readonly tCdf: readonly [number, number, number][]
  readonly normalQuantile: readonly [number, number][]
  readonly normalCdf: readonly [number, number][]
}
const reference = JSON.parse(readFileSync(new URL('fixtures/reference.json', import.meta.url), 'utf8')) as Reference

function expectClose(actual: number, expected: number, digits = 1e-12): void {
  expect(Math.abs(actual - expected), `${actual} against ${expected}`).toBeLessThanOrEqual(digits * Math.max(Math.abs(expected), 1e-300))
}

describe('distributions', () => {
  it('agree with scipy to twelve digits, tails included', () => {
    for (const [p, degrees, expected] of reference.tQuantile) expectClose(tQuantile(p, degrees), expected)
    for (const [x, degrees, expected] of reference.tCdf) expectClose(tCdf(x, degrees), expected)
    for (const [p, expected] of reference.normalQuantile) expectClose(normalQuantile(p), expected)
    for (const [x, expected] of reference.normalCdf) expectClose(normalCdf(x), expected)
  })

  it('are infinite at the ends and exactly 0 in the middle', () => {
    expect([tQuantile(0, 5), tQuantile(0.5, 5), tQuantile(1, 5)]).toEqual([-Infinity, 0, Infinity])
    expect([normalQuantile(0), normalQuantile(0.5), normalQuantile(1)]).toEqual([-Infinity, 0, Infinity])
    expect([tCdf(-Infinity, 3), tCdf(Infinity, 3)]).toEqual([0, 1])
  })

  it('undo each other', () => {
    for (const p of [1e-9, 0.01, 0.3, 0.7, 0.99]) {
      expectClose(tCdf(tQuantile(p, 12), 12), p)
      expectClose(normalCdf(normalQuantile(p)), p)
    }
  })

  it.each([
    ['a probability above 1', () => tQuantile(1.1, 3)],
    ['a probability that is NaN', () => normalQuantile(Number.NaN)],
    ['no degrees of freedom', () => tCdf(0, 0)],
    ['degrees of freedom that are NaN', () => tQuantile(0.5, Number.NaN)],
    ['a point that is NaN', () => tCdf(Number.NaN, 3)],
    ['a normal point that is NaN', () => normalCdf(Number.NaN)],
  ])('refuse %s', (_, act) => {
    expect(act).toThrow(expect.objectContaining({ name: 'StatsError', code: 'OUT_OF_RANGE' }))
  })
})
