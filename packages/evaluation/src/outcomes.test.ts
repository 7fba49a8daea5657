import { describe, expect, it } from 'vitest'
import { type Outcomes, pairedUnits, unitsDiffer } from './outcomes.ts'

const outcomes = (of: Readonly<Record<string, number>>): Outcomes => ({ units: Object.keys(of), values: Object.values(of) })

describe('unitsDiffer', () => {
  it('finds nothing between the same units in another order', () => {
    expect(unitsDiffer(outcomes({ a: 1, b: 0 }), outcomes({ b: 1, a: 1 }))).toBeNull()
  })

  it.each([
    ['a unit of each alone', { a: 1, b: 0 }, { b: 1, c: 1 }, '2 units are of one model alone, the first "a"'],
    ['a unit of the second alone', { a: 1 }, { a: 1, b: 1 }, '1 unit is of one model alone, the first "b"'],
  ])('names %s', (_title, one, other, message) => {
    expect(unitsDiffer(outcomes(one), outcomes(other))).toBe(message)
  })

  it('counts how often a unit stands', () => {
    expect(unitsDiffer({ units: ['a', 'a'], values: [1, 1] }, { units: ['a'], values: [1] })).toBe('1 unit is of one model alone, the first "a"')
  })
})

describe('pairedUnits', () => {
  it('pairs by name, whatever the order', () => {
    const { candidate, baseline, cluster } = pairedUnits('t/acc', outcomes({ b: 0.2, a: 0.1 }), outcomes({ a: 0.3, b: 0.4 }))
    expect(candidate).toMatchObject({ prediction: Float64Array.of(0.1, 0.2) })
    expect(baseline).toMatchObject({ prediction: Float64Array.of(0.3, 0.4) })
    expect(cluster).toBeNull()
  })

  it('takes a unit that stands twice for one cluster, in the order in which it stands', () => {
    const twice = { units: ['b', 'a', 'a'], values: [3, 1, 2] }
    const { candidate, cluster } = pairedUnits('t/acc', twice, null)
    expect(candidate).toMatchObject({ prediction: Float64Array.of(1, 2, 3) })
    expect(cluster).toEqual(Int32Array.of(0, 0, 1))
  })

  it.each([
    [
      'other units',
      { c: 1 },
      'UNITS_DIFFER',
      't/acc: the candidate and production were not measured on the same units: 2 units are of one model alone',
    ],
    ['NaN', { a: Number.NaN }, 'OUTCOME_INVALID', 't/acc of unit "a" is NaN'],
    ['an infinite outcome', { a: Number.NEGATIVE_INFINITY }, 'OUTCOME_INVALID', 't/acc of unit "a" is -Infinity'],
  ])('refuses %s', (_title, baseline, code, message) => {
    expect(() => pairedUnits('t/acc', outcomes({ a: 1 }), outcomes(baseline))).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(message) }),
    )
  })
})
