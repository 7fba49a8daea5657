import { describe, expect, it } from 'vitest'
import { type ComparedView, comparedTable } from './compared-table.ts'

const one: ComparedView['comparisons'][number] = {
  metric: 'accuracy',
  candidate: 0.71475,
  baseline: 0.7075,
  difference: 0.00725,
  interval: [-0.0124, 0.0269],
  pValue: 0.45,
  method: 'tango',
  test: null,
  margin: 0.02,
  relativeMargin: null,
  discordant: { candidateOnly: 818, baselineOnly: 1788 },
  minimumDetectableEffect: 0.02808,
  unitsToDecide: 18_566,
  passIfEqual: 0.29,
  verdict: 'pass',
}
const units = { n: 4000, noun: 'row', plural: 'rows', clusters: null, unit: null }
const view: ComparedView = { units, verdict: 'pass', rule: 'non_inferior', comparisons: [one], slices: [], notCut: [], warnings: [] }
const slice: ComparedView['slices'][number] = {
  metric: 'accuracy',
  slice: { column: 'ship', value: 'Pequod', pooled: false },
  n: 1200,
  difference: -0.05,
  interval: [-0.07, -0.03],
  margin: 0.02,
  adjustedP: 0.001,
  verdict: 'fail',
}

describe('a comparison of two predictions files', () => {
  it('is a verdict, a row for each metric, and how much the rows can tell', () => {
    expect(comparedTable(view)).toBe(`## ✅ pass

4,000 paired rows, taken as independent. The candidate must be shown worse by no more than 0.02. A difference above zero is better.

| metric     | candidate | baseline |        difference (95%) | verdict |
| :--------- | --------: | -------: | ----------------------: | :------ |
| \`accuracy\` |     0.715 |    0.708 | +0.007 [−0.012, +0.027] | ✅ pass  |

- \`accuracy\`: tango, p = 0.45; 818 right in the candidate alone, 1,788 in the baseline alone; a difference of 0.02808 shows in 80%; an equal model passes in 29%
`)
  })

  it('names its test, a margin that is a share, and what would decide', () => {
    const undecided = { ...one, test: 'wilcoxon', relativeMargin: 0.02, margin: 0.01415, verdict: 'inconclusive', discordant: null } as const
    const text = comparedTable({ ...view, verdict: 'inconclusive', comparisons: [undecided] })
    expect(text).toContain("The candidate must be shown worse by no more than 2% of the baseline's value.")
    expect(text).toContain(
      'tango, p = 0.45 (wilcoxon); margin 0.01415; a difference of 0.02808 shows in 80%; an equal model passes in 29%; about 18,566 units would decide',
    )
    expect(text).toContain('| ⚠️ undecided |')
  })

  it.each([
    ['superior', 0, 'The candidate must be shown better.'],
    ['superior', 0.01, 'The candidate must be shown better by more than 0.01.'],
    ['no_regression', 0.01, 'The candidate must not be shown worse by more than 0.01.'],
  ] as const)('says what %s at %s asks', (rule, margin, said) => {
    expect(comparedTable({ ...view, rule, comparisons: [{ ...one, margin }] })).toContain(said)
  })

  it('has the worst slices first, and says how many are shown worse', () => {
    const other = {
      ...slice,
      slice: { column: 'ship', value: 'other', pooled: true },
      difference: 0.01,
      interval: [-0.01, 0.03],
      adjustedP: 1,
      verdict: 'pass',
    } as const
    const text = comparedTable({ ...view, verdict: 'fail', slices: [other, slice] })
    expect(text).toContain("**1 of 2 slices shown worse**, after Holm's correction for each metric.")
    expect(text).toMatch(
      /\| `accuracy` +\| +rows \|[^\n]+\n[^\n]+\n\| `ship` `Pequod` +\| 1,200 \| −0\.050 \[−0\.070, −0\.030\] \| ❌ fail +\|\n\| `ship` other/,
    )
    expect(comparedTable({ ...view, slices: [other] })).toContain('**None of 1 slice is shown worse**')
  })

  it('says where no slice is large enough, and has no interval where there is none', () => {
    expect(comparedTable({ ...view, notCut: ['accuracy'] })).toContain('No slice of `accuracy` is large enough to be judged.')
    expect(comparedTable({ ...view, comparisons: [{ ...one, interval: null }] })).toContain('| +0.0073, no interval |')
  })
})
