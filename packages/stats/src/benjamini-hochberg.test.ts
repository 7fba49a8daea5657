import { describe, expect, it } from 'vitest'
import { benjaminiHochberg } from './benjamini-hochberg.ts'
import { expectClose, readReference } from './fixtures/read-reference.ts'
import { holm } from './holm.ts'

const lists = readReference<{ values: number[]; adjusted: number[] }[]>('benjaminiHochberg')

describe('benjaminiHochberg', () => {
  it.each(lists.map((given) => [given.values.length, given] as const))('agrees with statsmodels on %i values', (_, given) => {
    benjaminiHochberg(given.values).forEach((p, at) => {
      expectClose(p, given.adjusted[at] as number)
    })
  })

  it("is never above Holm's value, and leaves a single one alone", () => {
    for (const { values } of lists) {
      const cautious = holm(values)
      benjaminiHochberg(values).forEach((p, at) => {
        expect(p).toBeLessThanOrEqual((cautious[at] as number) + 1e-15)
      })
    }
    expect([benjaminiHochberg([0.04]), benjaminiHochberg([])]).toEqual([[0.04], []])
  })

  it('refuses what is no probability, and says which', () => {
    expect(() => benjaminiHochberg([0.1, Number.NaN])).toThrow(
      expect.objectContaining({ code: 'OUT_OF_RANGE', message: expect.stringContaining('p-value 1 is NaN') }),
    )
  })
})
