import type { Measure } from '../measure.ts'
import type { Describers } from './describers.ts'
import { describeBounds } from './words.ts'

/** The words for numbers about columns, other tables, freshness and distributions. */
export const ofStatistics: Describers<
  | 'aggregate'
  | 'distinct_values'
  | 'most_common'
  | 'value_share'
  | 'correlation'
  | 'foreign_key'
  | 'same_row_count'
  | 'same_rows'
  | 'freshness'
  | 'drift'
> = {
  aggregate: ({ measure, minimum, maximum }) => `${measureWords(measure)} ${describeBounds(minimum, maximum)}`,
  distinct_values: ({ kind }) => kind,
  most_common: ({ kind }) => kind,
  value_share: ({ kind }) => kind,
  correlation: ({ kind }) => kind,
  foreign_key: ({ kind }) => kind,
  same_row_count: ({ kind }) => kind,
  same_rows: ({ kind }) => kind,
  freshness: ({ kind }) => kind,
  drift: ({ kind }) => kind,
}

function measureWords(measure: Measure): string {
  if (measure.name !== 'quantile') return measure.name.replaceAll('_', ' ')
  return measure.interpolation === 'linear' ? `quantile ${measure.p}` : `quantile ${measure.p} (${measure.interpolation})`
}
