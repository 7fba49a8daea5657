import type { EvaluateBody } from '@seaworthy/record'
import { escapeMarkdown, excerpt } from './escape-markdown.ts'
import { counted } from './numbers.ts'

type Dataset = EvaluateBody['dataset']

/** What the units of a task are called where each is independent of the others. */
const unclustered: ReadonlySet<string> = new Set(['row', 'image', 'document'])

/** Whether nothing brings units together: each row, image or document is taken for independent. */
export function isUnclustered({ unit, clusters, rows }: Dataset): boolean {
  // A column may be called so, too.
  return unit === 'row' || (unclustered.has(unit) && clusters === rows)
}

/** What is independent of what: `31 days`, `812 values of user_id`, `259,414 rows`, `5,000 images`. */
export function clustersText(dataset: Dataset): string {
  const { unit, clusters, rows } = dataset
  if (isUnclustered(dataset)) return counted(rows, unit)
  if (unit.startsWith('day')) return counted(clusters, 'day')
  return `${counted(clusters, 'value')} of ${escapeMarkdown(excerpt(unit, 60))}`
}

/** `259,414 rows of 31 days`. */
export function testRows(dataset: Dataset): string {
  return isUnclustered(dataset) ? clustersText(dataset) : `${counted(dataset.rows, 'row')} of ${clustersText(dataset)}`
}
