import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { metric } from '../catalogue.ts'
import type { BinaryRows } from '../rows/binary-rows.ts'

function rows(label: readonly number[], score: readonly number[], weight: readonly number[] | null = null): BinaryRows {
  return {
    kind: 'binary',
    label: Uint8Array.from(label),
    score: Float64Array.from(score),
    prediction: null,
    weight: weight && Float64Array.from(weight),
  }
}

function value(id: string, given: BinaryRows): number {
  return metric(id, 'binary').measure(given).value
}

describe('the parts of the Brier score', () => {
  it('sum to it where the scores of a bin are equal, weighted too', () => {
    const row = fc.record({ label: fc.constantFrom(0, 1), step: fc.integer({ min: 0, max: 10 }), weight: fc.integer({ min: 1, max: 4 }) })
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 60 }), (all) => {
        const given = rows(
          all.map(({ label }) => label),
          all.map(({ step }) => step / 10),
          all.map(({ weight }) => weight),
        )
        const parts = value('brier_reliability_10', given) - value('brier_resolution_10', given) + value('brier_uncertainty', given)
        expect(parts).toBeCloseTo(value('brier', given), 12)
      }),
    )
  })

  it('tell a confident model that is right half the time from one that knows nothing', () => {
    const label = [0, 1, 0, 1]
    const [bold, ignorant] = [rows(label, [0.9, 0.9, 0.1, 0.1]), rows(label, [0.5, 0.5, 0.5, 0.5])]
    expect(value('brier_reliability_10', bold)).toBeCloseTo(0.16, 12)
    expect([value('brier_resolution_10', bold), value('brier_reliability_10', ignorant), value('brier_resolution_10', ignorant)]).toEqual([0, 0, 0])
  })

  it('are at their ends for a model that is always right', () => {
    const right = rows([0, 1, 1, 0], [0, 1, 1, 0])
    expect(['brier_reliability_10', 'brier_resolution_10', 'brier_uncertainty'].map((id) => value(id, right))).toEqual([0, 0.25, 0.25])
  })

  it.each(['brier_reliability_10', 'brier_resolution_10', 'brier_uncertainty'])('%s warns of one class', (id) => {
    expect(
      metric(id, 'binary')
        .measure(rows([1, 1], [0.4, 0.6]))
        .warnings.map(({ code }) => code),
    ).toEqual(['ONE_CLASS'])
  })

  it.each(['brier_reliability_10', 'brier_resolution_10', 'brier_uncertainty'])('%s refuses what is no probability', (id) => {
    expect(() => metric(id, 'binary').measure(rows([0, 1], [0.5, 1.5]))).toThrow(expect.objectContaining({ code: 'SCORE_INVALID' }))
  })
})
