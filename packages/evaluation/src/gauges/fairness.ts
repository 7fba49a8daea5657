import type { Metric } from '@seaworthy/metrics'
import { disparity, type FairCells, type FairComparison, type FairRate } from './fair-rates.ts'

/** A measure of how differently the groups of a column fare, of the decisions of a binary classifier (definitions of fairlearn). */
export interface FairnessMetric extends Pick<Metric, 'id' | 'title' | 'better' | 'range'> {
  /** Whose values are the groups. */
  readonly column: string
  readonly rates: readonly [FairRate, ...FairRate[]]
  readonly comparison: FairComparison
  /** Of several rates: the one that is furthest apart, or their mean. */
  readonly over: 'worst_case' | 'mean'
  /** NaN where fewer than two groups have such rows, and for a ratio of 0 to 0. */
  value(cells: FairCells): number
}

interface Subject {
  readonly name: string
  readonly title: string
  readonly rates: readonly [FairRate, ...FairRate[]]
}

const subjects: readonly Subject[] = [
  { name: 'demographic_parity', title: 'demographic parity', rates: ['selection'] },
  { name: 'equalized_odds', title: 'equalized odds', rates: ['true_positive', 'false_positive'] },
  { name: 'equal_opportunity', title: 'equal opportunity', rates: ['true_positive'] },
  { name: 'false_positive_rate', title: 'false positive rate', rates: ['false_positive'] },
  { name: 'accuracy', title: 'accuracy', rates: ['accuracy'] },
]

/** Ids that hints offer; COLUMN is any slice column. */
export const fairnessIds: readonly string[] = subjects.flatMap(({ name }) => [`${name}_difference@COLUMN`, `${name}_ratio@COLUMN`])

const pattern = new RegExp(`^(${subjects.map(({ name }) => name).join('|')})_(difference|ratio)(_mean)?(_to_overall)?@(.+)$`, 's')

/**
 * The measure of fairness that an id names; null where it names none. `_mean` takes the mean of the two rates of equalized odds in place
 * of the worse one, `_to_overall` holds each group against all rows in place of the groups against each other.
 * @example fairnessMetric('demographic_parity_ratio@sex')?.column // 'sex'
 */
export function fairnessMetric(id: string): FairnessMetric | null {
  const [, name, how, mean, overall, column] = pattern.exec(id) ?? []
  const subject = subjects.find((one) => one.name === name)
  if (!subject || column === undefined || (mean && subject.rates.length === 1)) return null
  const comparison: FairComparison = { how: how === 'ratio' ? 'ratio' : 'difference', to: overall ? 'overall' : 'each_other' }
  const words = [subject.title, comparison.how, mean ? '(mean)' : '', overall ? 'to overall' : '', `by ${column}`]
  return {
    id,
    title: words
      .filter((word) => word !== '')
      .join(' ')
      .slice(0, 100),
    better: comparison.how === 'ratio' ? 'higher' : 'lower',
    range: [0, 1],
    column,
    rates: subject.rates,
    comparison,
    over: mean ? 'mean' : 'worst_case',
    value: measureOf(subject, comparison, mean ? 'mean' : 'worst_case'),
  }
}

/** The columns whose groups some metrics compare. */
export function fairnessColumns(ids: readonly string[]): readonly string[] {
  return [...new Set(ids.flatMap((id) => fairnessMetric(id)?.column ?? []))]
}

function measureOf({ rates }: Subject, comparison: FairComparison, over: 'worst_case' | 'mean'): FairnessMetric['value'] {
  const [first, second] = rates
  const { how } = comparison
  return (cells) => {
    const one = disparity(first, comparison, cells)
    if (second === undefined) return one
    const other = disparity(second, comparison, cells)
    if (over === 'mean') return (one + other) / 2
    return how === 'difference' ? Math.max(one, other) : Math.min(one, other)
  }
}
