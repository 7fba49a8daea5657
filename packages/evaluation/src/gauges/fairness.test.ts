import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { fairnessColumns, fairnessIds, fairnessMetric } from './fairness.ts'

interface Case {
  readonly title: string
  readonly label: readonly number[]
  readonly decision: readonly number[]
  readonly group: readonly number[]
  readonly weight: readonly number[] | null
  readonly measures: Readonly<Record<string, number>>
}

const { cases } = JSON.parse(readFileSync(new URL('fixtures/fairness.json', import.meta.url), 'utf8')) as { readonly cases: readonly Case[] }

function cellsOf({ label, decision, group, weight }: Case): Float64Array {
  const cells = new Float64Array((Math.max(...group) + 2) * 4)
  label.forEach((one, row) => {
    const at = (group[row] ?? 0) * 4 + 2 * one + (decision[row] ?? 0)
    cells[at] = (cells[at] ?? 0) + (weight?.[row] ?? 1)
  })
  return cells
}

describe('measures of fairness', () => {
  it.each(cases.map((one) => [one.title, one] as const))('agree with fairlearn: %s', (_, one) => {
    const cells = cellsOf(one)
    const ours = Object.keys(one.measures).map((name) => [name, fairnessMetric(`${name}@sex`)?.value(cells) ?? Number.NaN] as const)
    expect(ours).toHaveLength(24)
    for (const [name, value] of ours) expect(value, name).toBeCloseTo(one.measures[name] ?? Number.NaN, 12)
  })

  it('compare rows of no group with nobody, but count them among all rows', () => {
    const cells = Float64Array.of(8, 2, 0, 0, 6, 4, 0, 0, 0, 20, 0, 0)
    expect(fairnessMetric('demographic_parity_difference@sex')?.value(cells)).toBeCloseTo(0.2, 15)
    expect(fairnessMetric('demographic_parity_difference_to_overall@sex')?.value(cells)).toBeCloseTo(0.65 - 0.2, 15)
  })

  it('pass over a group that has no such rows, and have no value for one group', () => {
    const noPositives = [5, 5, 0, 0]
    const [one, other, rest] = [
      [5, 5, 1, 9],
      [5, 5, 5, 5],
      [0, 0, 0, 0],
    ] as const
    const gap = fairnessMetric('equal_opportunity_difference@sex')
    expect(gap?.value(Float64Array.of(...one, ...noPositives, ...other, ...rest))).toBeCloseTo(0.4, 15)
    expect(gap?.value(Float64Array.of(...one, ...noPositives, ...rest))).toBeNaN()
    expect(gap?.value(Float64Array.of(...one, ...rest))).toBeNaN()
  })

  it('have no ratio of 0 to 0, where nobody is selected', () => {
    const nobody = Float64Array.of(5, 0, 5, 0, 5, 0, 5, 0, 0, 0, 0, 0)
    expect(fairnessMetric('demographic_parity_ratio@sex')?.value(nobody)).toBeNaN()
    expect(fairnessMetric('demographic_parity_difference@sex')?.value(nobody)).toBe(0)
  })
})

describe('ids of fairness', () => {
  it('say which way is better, and of which column', () => {
    const { id, title, better, range, column } = fairnessMetric('equalized_odds_difference_mean_to_overall@home town') ?? {}
    expect({ id, title, better, range, column }).toEqual({
      id: 'equalized_odds_difference_mean_to_overall@home town',
      title: 'equalized odds difference (mean) to overall by home town',
      better: 'lower',
      range: [0, 1],
      column: 'home town',
    })
    expect(fairnessMetric('demographic_parity_ratio@sex')?.better).toBe('higher')
  })

  it.each([
    'demographic_parity@sex',
    'demographic_parity_ratio',
    'demographic_parity_ratio@',
    'demographic_parity_ratio_mean@sex',
    'f1@0.5',
    'selection_rate@sex',
  ])('%s is none', (id) => expect(fairnessMetric(id)).toBeNull())

  it('are offered by hints', () => {
    expect(fairnessIds).toHaveLength(10)
    expect(fairnessIds).toContain('demographic_parity_ratio@COLUMN')
  })

  it('name the columns that must be there', () => {
    expect(fairnessColumns(['roc_auc', 'demographic_parity_ratio@sex', 'accuracy_difference@sex', 'accuracy_difference@age'])).toEqual(['sex', 'age'])
  })
})
