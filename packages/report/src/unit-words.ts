import type { EvaluateBody } from '@seaworthy/record'
import { escapeMarkdown, excerpt } from './escape-markdown.ts'
import { counted } from './numbers.ts'

type Dataset = EvaluateBody['dataset']

/** What is independent of what: `31 days`, `812 values of user_id`, `259,414 rows`. */
export function clustersText({ unit, clusters, rows }: Dataset): string {
  if (unit === 'row') return counted(rows, 'row')
  if (unit.startsWith('day')) return counted(clusters, 'day')
  return `${counted(clusters, 'value')} of ${escapeMarkdown(excerpt(unit, 60))}`
}

/** `259,414 rows of 31 days`. */
export function testRows(dataset: Dataset): string {
  const rows = counted(dataset.rows, 'row')
  return dataset.unit === 'row' ? rows : `${rows} of ${clustersText(dataset)}`
}
