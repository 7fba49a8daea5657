import { describeCondition } from '../condition.ts'
import type { Describers } from './describers.ts'
import { exceptions, listed } from './words.ts'

/** The words for checks of a table's shape, of presence, types and repeats. */
export const ofTables = {
  row_count: ({ condition }) => `rows: ${describeCondition(condition)}`,
  column_count: ({ condition }) => `columns: ${describeCondition(condition)}`,
  column_present: ({ index }) => (index === null ? 'present' : `present as column ${index + 1}`),
  columns: ({ names, match }) => {
    const heads = { ordered: 'the columns, in this order', equal: 'the columns', subset: 'no columns but', superset: 'among the columns' }
    return `${heads[match]}: ${names.join(', ')}`
  },
  type: ({ type, duckType }) => (duckType === null ? `of type ${type}` : `of type ${type} (${duckType})`),
  type_in: ({ duckTypes }) => `of type ${duckTypes.join(' or ')}`,
  not_null: ({ condition }) => `not null${exceptions(condition)}`,
  is_null: ({ condition }) => `null${exceptions(condition)}`,
  null_count: ({ missing, condition }) => `${missing.length === 0 ? 'nulls' : `nulls or ${listed(missing)}`}: ${describeCondition(condition)}`,
  complete: ({ columns, match, condition }) => `${match === 'all' ? 'all' : 'any'} of ${columns.join(', ')} not null${exceptions(condition)}`,
  unique: ({ columns, condition }) => `${columns.length === 1 ? 'unique' : `unique together: ${columns.join(', ')}`}${exceptions(condition)}`,
  duplicates: ({ columns, condition }) => `duplicates of ${columns === null ? 'whole rows' : columns.join(', ')}: ${describeCondition(condition)}`,
  unique_in_row: ({ columns, condition }) => `no value twice in a row of ${columns.join(', ')}${exceptions(condition)}`,
} satisfies Describers
