import { describeCondition } from '../condition.ts'
import type { Describers } from './describers.ts'
import { describeFilter } from './filter-words.ts'
import { exceptions, listed, rowsIgnored } from './words.ts'

/** The words for checks of several columns of a row, and for SQL. */
export const ofRows = {
  compare: ({ left, operator, right, ignore, condition }) => `${left} ${operator} ${right}${rowsIgnored(ignore)}${exceptions(condition)}`,
  tuple_in_set: ({ columns, values, ignore, condition }) =>
    `(${columns.join(', ')}) one of ${listed(values)}${rowsIgnored(ignore)}${exceptions(condition)}`,
  row_sum: ({ columns, total, ignore, condition }) => `${columns.join(' + ')} = ${total}${rowsIgnored(ignore)}${exceptions(condition)}`,
  row: ({ must, condition }) => `${describeFilter(must)}${exceptions(condition)}`,
  row_json_schema: ({ columns, condition }) => `rows of ${columns.join(', ')} that their JSON Schema takes${exceptions(condition)}`,
  expression: ({ sql, condition }) => `${sql.replaceAll(/\s+/g, ' ').trim()}${exceptions(condition)}`,
  sql: ({ id, condition }) => `${id} yields ${describeCondition(condition)}`,
  sql_rows: ({ id, condition }) => `rows of ${id}: ${describeCondition(condition)}`,
} satisfies Describers
