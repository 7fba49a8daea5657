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
  it('say what is compared, which way is better, and of which column', () => {
    expect(fairnessMetric('equalized_odds_difference_mean_to_overall@home town')).toEqual({
      id: 'equalized_odds_difference_mean_to_overall@home town',
      title: 'equalized odds difference (mean) to overall by home town',
      better: 'lower',
      range: [0, 1],
      column: 'home town',
      rates: ['true_positive', 'false_positive'],
      comparison: { how: 'difference', to: 'overall' },
      over: 'mean',
      value: expect.any(Function),
    })
    expect(fairnessMetric('demographic_parity_ratio@sex')).toEqual({
      id: 'demographic_parity_ratio@sex',
      title: 'demographic parity ratio by sex',
      better: 'higher',
      range: [0, 1],
      column: 'sex',
      rates: ['selection'],
      comparison: { how: 'ratio', to: 'each_other' },
      over: 'worst_case',
      value: expect.any(Function),
    })
  })

  it('have a title of at most a hundred letters, and may name any column', () => {
    const column = `a@b\n${'x'.repeat(100)}`
    const { id, title, column: named } = fairnessMetric(`accuracy_difference@${column}`) ?? {}
    expect([id, title, named]).toEqual([`accuracy_difference@${column}`, `accuracy difference by a@b\n${'x'.repeat(73)}`, column])
  })

  it.each([
    'demographic_parity@sex',
    'demographic_parity_ratio',
    'demographic_parity_ratio@',
    'demographic_parity_ratio_mean@sex',
    ' demographic_parity_ratio@sex',
    'demographic_parity_ratio_to_overall_mean@sex',
    'f1@0.5',
    'selection_rate@sex',
  ])('%s is none', (id) => expect(fairnessMetric(id)).toBeNull())

  it('are offered by hints', () => {
    expect(fairnessIds).toEqual([
      'demographic_parity_difference@COLUMN',
      'demographic_parity_ratio@COLUMN',
      'equalized_odds_difference@COLUMN',
      'equalized_odds_ratio@COLUMN',
      'equal_opportunity_difference@COLUMN',
      'equal_opportunity_ratio@COLUMN',
      'false_positive_rate_difference@COLUMN',
      'false_positive_rate_ratio@COLUMN',
      'accuracy_difference@COLUMN',
      'accuracy_ratio@COLUMN',
    ])
  })

  it('name the columns that must be there', () => {
    expect(fairnessColumns(['roc_auc', 'demographic_parity_ratio@sex', 'accuracy_difference@sex', 'accuracy_difference@age'])).toEqual(['sex', 'age'])
  })
})
