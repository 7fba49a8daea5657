import { describe, expect, it } from 'vitest'
import { gauge } from './gauges/gauge.ts'
import { meanOutcome, type Outcomes, pairedUnits, unitsDiffer } from './outcomes.ts'

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
    const twice = { units: ['b', 'a', 'b', 'a', 'c'], values: [1, 2, 3, 4, 5] }
    const { candidate, baseline, cluster } = pairedUnits('t/acc', twice, null)
    expect(candidate).toMatchObject({ prediction: Float64Array.of(2, 4, 1, 3, 5) })
    expect(cluster).toEqual(Int32Array.of(0, 0, 1, 1, 2))
    expect(baseline).toBeNull()
  })

  it.each([
    [
      'other units',
      { c: 1 },
      'UNITS_DIFFER',
      't/acc: the candidate and production were not measured on the same units: 2 units are of one model alone',
    ],
    ['NaN of a later unit', { a: Number.NaN }, 'OUTCOME_INVALID', 't/acc of unit "a" is NaN'],
    ['an infinite outcome', { a: Number.NEGATIVE_INFINITY }, 'OUTCOME_INVALID', 't/acc of unit "a" is -Infinity'],
  ])('refuses %s', (_title, baseline, code, message) => {
    expect(() => pairedUnits('t/acc', outcomes({ a: 1 }), outcomes(baseline))).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(message) }),
    )
  })
})

describe('a refusal', () => {
  it('names the unit that is wrong, and what to do', () => {
    expect(() => pairedUnits('t/acc', outcomes({ a: 1, b: Number.NaN }), null)).toThrow(
      expect.objectContaining({ message: 't/acc of unit "b" is NaN', hint: 'an outcome is a finite number for each unit' }),
    )
    expect(() => pairedUnits('t/acc', outcomes({ a: 1 }), outcomes({ b: 1 }))).toThrow(
      expect.objectContaining({ hint: 'measure both on the same documents: nothing is left out of a comparison silently' }),
    )
  })
})

describe('meanOutcome', () => {
  const named = gauge('t/acc', 'text', { 't/acc': 'lower' })
  const of = (candidate: readonly number[], baseline: readonly number[] | null = null) => {
    const units = candidate.map((_, at) => `u${at}`)
    const rows = pairedUnits('t/acc', { units, values: candidate }, baseline && { units, values: baseline })
    return { rows: rows.candidate, metric: meanOutcome(named, rows) }
  }

  it.each([
    ['share', [1, 0], null],
    ['share', [1, 0], [0, 0]],
    ['mean', [1, 0.5], [0, 0]],
    ['mean', [1, 0], [0.5, 0]],
    ['mean', [0.5, 0.5], null],
  ] as const)('is a %s of %j beside %j', (inference, candidate, baseline) => {
    expect(of(candidate, baseline).metric).toMatchObject({ id: 't/acc', kind: 'regression', better: 'lower', inference })
  })

  it('is the mean of what the units got, and of what they count', () => {
    const { rows, metric } = of([0.25, 0.75])
    expect(metric.measure(rows)).toEqual({ value: 0.5, influence: Float64Array.of(-0.25, 0.25), warnings: [] })
    expect(metric.reweigh(rows)(Float64Array.of(3, 1))).toBe(0.375)
  })
})
