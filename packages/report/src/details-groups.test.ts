import { describe, expect, it } from 'vitest'
import { fairnessDetails } from './details-fairness.ts'
import { slicesDetails } from './details-slices.ts'
import { evaluation } from './fixtures/evaluation.ts'
import { modelReport, reportInput } from './fixtures/sections.ts'
import { stories } from './fixtures/stories.ts'
import { viewOf } from './model-view.ts'
import type { ReportInput } from './report-input.ts'

function viewed(input: ReportInput) {
  const [report] = input.models
  if (!report) throw new Error('the story has no model')
  return viewOf(report, input)
}

const judged = (overrides: Parameters<typeof evaluation>[0]) => viewed(reportInput([modelReport({ evaluate: evaluation(overrides) })]))
const search = { rows: 20_000, columns: 7, columnsLeft: 0, conditions: 1204 }
const rates = { selection: 0.5, truePositive: null, falsePositive: 1 }

describe('the slices of a report', () => {
  it('are the worst of each cut, as many as there is room for', () => {
    const view = viewed(stories['groups-and-weak-slices']())
    const rowsOf = (maxRows: number) => slicesDetails(view, maxRows)?.body.match(/^\| (hour in 4 bins|origin) = [^|]*/gm) ?? []
    expect(rowsOf(4).map((row) => row.slice(2).trim())).toEqual([
      'hour in 4 bins = above 17',
      'hour in 4 bins = 12 to 17',
      'hour in 4 bins = 8 to 12',
      'origin = ATL',
    ])
    expect(rowsOf(100)).toHaveLength(11)
  })

  it('say that nothing more was found, and how far was looked', () => {
    const details = slicesDetails(judged({ weakSlices: [], weakSliceSearch: search }), 10)
    expect(details?.summary).toBe('<b>Slices</b>: no weak one found besides')
    expect(details?.body).toBe(
      'No further slice was found on which the candidate is shown worse than production, among 1,204 conditions on 7 columns, in 20,000 rows.',
    )
  })

  it('are compared with the rest where there is no production', () => {
    const weakSlices = [{ condition: 'a|b = <i>', metric: 'mae', rows: 900, difference: -2, interval: [-3, -1] as const, adjustedP: 0.004 }]
    const body = slicesDetails(
      judged({ baseline: null, weakSlices: weakSlices.map((one) => ({ ...one, interval: [-3, -1] })), weakSliceSearch: search }),
      10,
    )?.body
    expect(body).toContain('**Worse than elsewhere, though no gate names them:**')
    expect(body).toContain('| a\\|b = &lt;i&gt; | mae | 900 | −2.0 | −3.0 to −1.0 | 0.004 |')
  })

  it('are left out where none was declared and none was searched', () => {
    expect(slicesDetails(judged({}), 10)).toBeNull()
    expect(slicesDetails(judged({ weakSlices: [], weakSliceSearch: null }), 10)).toBeNull()
  })
})

describe('the groups of a report', () => {
  const group = (value: string, compared = true) => ({ value, rows: 1000, compared, candidate: rates, baseline: null })

  it('have a row each, a rate of no rows being "none"', () => {
    const details = fairnessDetails(judged({ fairness: [{ column: 'sex', groups: [group('f'), group('')] }] }), 10)
    expect(details?.summary).toBe('<b>Fairness</b>: sex 2 groups')
    expect(details?.body).toContain('| f | 1,000 | 50.0% | none | 100.0% |\n| (empty) | 1,000 | 50.0% | none | 100.0% |')
    expect(details?.body).not.toContain('parentheses')
  })

  it('are escaped, and counted where there is no room', () => {
    const details = fairnessDetails(judged({ fairness: [{ column: '<b>', groups: [group('a|b'), group('c'), group('d', false)] }] }), 1)
    expect(details?.summary).toContain('&#60;b&#62; 3 groups')
    expect(details?.body).toContain('| a\\|b | 1,000 |')
    expect(details?.body).toContain('and 2 more groups')
  })

  it('are left out where no measure of fairness is asked for', () => {
    expect(fairnessDetails(judged({}), 10)).toBeNull()
  })
})
