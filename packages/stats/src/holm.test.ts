import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { holm } from './holm.ts'

const reference = JSON.parse(readFileSync(new URL('fixtures/reference.json', import.meta.url), 'utf8')) as {
  holm: { values: number[]; adjusted: number[] }[]
}
const pValues = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 30 })

describe('holm', () => {
  it('equals the definition, ties and ends included', () => {
    for (const { values, adjusted } of reference.holm) expect(holm(values)).toEqual(adjusted)
  })

  it('keeps the order of the values and lies between them and Bonferroni', () => {
    fc.assert(
      fc.property(pValues, (values) => {
        const adjusted = holm(values)
        values.forEach((p, i) => {
          expect(adjusted[i]).toBeGreaterThanOrEqual(p)
          expect(adjusted[i]).toBeLessThanOrEqual(Math.min(1, p * values.length))
          values.forEach((q, j) => {
            if (p < q) expect(adjusted[i]).toBeLessThanOrEqual(adjusted[j] as number)
          })
        })
      }),
    )
  })

  it('never lowers one value when another rises', () => {
    fc.assert(
      fc.property(pValues, fc.nat(), fc.double({ min: 0, max: 1, noNaN: true }), (values, seed, raised) => {
        const at = seed % values.length
        const higher = values.map((p, i) => (i === at ? Math.max(p, raised) : p))
        const before = holm(values)
        holm(higher).forEach((p, i) => {
          expect(p).toBeGreaterThanOrEqual(before[i] as number)
        })
      }),
    )
  })

  it('leaves a single value alone and makes nothing of nothing', () => {
    expect([holm([0.04]), holm([])]).toEqual([[0.04], []])
  })

  it('refuses what is no probability, and says which', () => {
    expect(() => holm([0.1, 1.2])).toThrow(expect.objectContaining({ code: 'OUT_OF_RANGE', message: expect.stringContaining('p-value 1 is 1.2') }))
  })
})
