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

const names = subjects.map(({ name }) => name).join('|')
const pattern = new RegExp(`^(?<name>${names})_(?<how>difference|ratio)(?<mean>_mean)?(?<overall>_to_overall)?@(?<column>.+)$`, 's')

interface Parts {
  readonly name: string
  readonly how: FairComparison['how']
  readonly mean?: string
  readonly overall?: string
  readonly column: string
}

/**
 * The measure of fairness that an id names; null where it names none. `_mean` takes the mean of the two rates of equalized odds in place
 * of the worse one, `_to_overall` holds each group against all rows in place of the groups against each other.
 * @example fairnessMetric('demographic_parity_ratio@sex')?.column // 'sex'
 */
export function fairnessMetric(id: string): FairnessMetric | null {
  const parts = pattern.exec(id)?.groups as Parts | undefined
  if (!parts) return null
  const { name, how, mean, overall, column } = parts
  const subject = subjects.find((one) => one.name === name) as Subject
  if (mean && subject.rates.length === 1) return null
  const comparison: FairComparison = { how, to: overall ? 'overall' : 'each_other' }
  const over = mean ? 'mean' : 'worst_case'
  return {
    id,
    title: `${subject.title} ${how}${mean ? ' (mean)' : ''}${overall ? ' to overall' : ''} by ${column}`.slice(0, 100),
    better: how === 'ratio' ? 'higher' : 'lower',
    range: [0, 1],
    column,
    rates: subject.rates,
    comparison,
    over,
    value: measureOf(subject, comparison, over),
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
