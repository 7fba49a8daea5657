import type { EvaluateBody, Evidence } from '@seaworthy/record'
import { escapeMarkdown, excerpt } from './escape-markdown.ts'
import { counted, fixed } from './numbers.ts'
import { testRows } from './unit-words.ts'

/** Whether a number is about the test set and production, as most are, or about what stands beside them. */
export function isBeside({ against, dataset }: Pick<Evidence, 'against' | 'dataset'>): boolean {
  return against === 'anchor' || dataset !== undefined
}

/** With whom a candidate is compared. @example opponent({ against: 'anchor' }, { version: '1.0.0', … }) // 'v1.0.0, the last release shown better' */
export function opponent({ against }: Pick<Evidence, 'against'>, anchor: EvaluateBody['anchor']): string {
  if (against !== 'anchor') return 'production'
  return anchor ? `v${escapeMarkdown(excerpt(anchor.version, 50))}, the last release shown better` : 'the last release shown better'
}

/** On which rows: `259,414 rows of 31 days`, `18,200 rows of holdout`. */
export function rowsBehind({ dataset, units }: Pick<Evidence, 'dataset' | 'units'>, test: EvaluateBody['dataset']): string {
  return dataset === undefined ? testRows(test) : `${counted(units.rows, 'row')} of ${escapeMarkdown(excerpt(dataset, 60))}`
}

/** What tells a row of the table apart from that of the test set; empty for that one. */
export function besideNote({ against, dataset }: Pick<Evidence, 'against' | 'dataset'>): string {
  if (dataset !== undefined) return `, on ${escapeMarkdown(excerpt(dataset, 60))}`
  return against === 'anchor' ? ', against the anchor' : ''
}

/** That a recipe was judged and not one model, and what each run reached in the primary metric; null for one run. */
export function recipeText({ repeats, primary }: Pick<EvaluateBody, 'repeats' | 'primary'>, decimals: number): string | null {
  if (!repeats) return null
  const values = (repeats.values[primary] ?? []).map((value) => fixed(value, decimals)).join(', ')
  const seeds = repeats.seeds.map(String)
  return `the recipe is judged: means over ${repeats.seeds.length} trainings with seeds ${seeds.join(', ')}${values === '' ? '' : ` (${values})`}; the first is what a merge publishes`
}
