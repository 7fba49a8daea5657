import { z } from 'zod'
import type { Check } from '../../check.ts'
import { type Condition, none } from '../../condition.ts'
import { notSingleSelect, withoutSemicolon } from '../../sql/single-select.ts'
import { quoteIdentifier } from '../../sql/sql-text.ts'
import { boundKeys, countCondition } from './bounds.ts'
import { type Asked, columnKey, type Definition, define, head, refuseCondition } from './expectation.ts'

const count = { value: z.int().nonnegative() }
const names = z.array(z.string().min(1)).min(1)

/** Expectations about the shape of a table, and the user's own queries. */
export const tableExpectations: Readonly<Record<string, Definition>> = {
  expect_table_row_count_to_be_between: define(boundKeys, (asked) => rowCount(asked, countCondition(asked))),
  expect_table_row_count_to_equal: define(count, (asked) => rowCount(asked, exactly(asked.kwargs.value))),
  expect_table_row_count_to_equal_other_table: define({ other_table_name: z.string().min(1) }, (asked) => {
    refuseCondition(asked, 'both tables are counted whole')
    return [{ kind: 'same_row_count', ...head(asked, []), table: asked.kwargs.other_table_name }]
  }),
  expect_table_column_count_to_be_between: define(boundKeys, (asked) => columnCount(asked, countCondition(asked))),
  expect_table_column_count_to_equal: define(count, (asked) => columnCount(asked, exactly(asked.kwargs.value))),
  expect_table_columns_to_match_ordered_list: define({ column_list: names }, (asked) => {
    refuseCondition(asked, columnsHint)
    return [{ kind: 'columns', ...head(asked, []), names: asked.kwargs.column_list, match: 'ordered' }]
  }),
  expect_table_columns_to_match_set: define({ column_set: names, exact_match: z.boolean().nullish() }, (asked) => {
    refuseCondition(asked, columnsHint)
    const match = asked.kwargs.exact_match === false || asked.kwargs.exact_match === null ? 'superset' : 'equal'
    return [{ kind: 'columns', ...head(asked, []), names: [...new Set(asked.kwargs.column_set)], match }]
  }),
  // The original looks at no place where that is the first, 0: it takes it for "not given". Here 0 is the first column.
  expect_column_to_exist: define({ ...columnKey, column_index: z.int().nonnegative().nullish() }, (asked) => {
    refuseCondition(asked, columnsHint)
    const { column, column_index } = asked.kwargs
    return [{ kind: 'column_present', ...head(asked, [column]), column, index: column_index ?? null }]
  }),
  unexpected_rows_expectation: define({ unexpected_rows_query: z.string() }, (asked) => unexpectedRows(asked)),
}

const columnsHint = 'columns are the same for all rows'

function exactly(value: number): Condition {
  return { operator: 'equal', value, unit: 'rows' }
}

// Counting the rows of a condition: they are those that do not satisfy its opposite.
function rowCount(asked: Asked<unknown>, condition: Condition | null): readonly Check[] {
  const { where } = asked.rows
  if (!condition) return []
  if (where === null) return [{ kind: 'row_count', ...head(asked, []), condition }]
  return [{ kind: 'row', ...head(asked, []), must: { kind: 'not', part: where }, condition, where: null }]
}

function columnCount(asked: Asked<unknown>, condition: Condition | null): readonly Check[] {
  refuseCondition(asked, columnsHint)
  return condition ? [{ kind: 'column_count', ...head(asked, []), condition }] : []
}

// `{batch}` is the data; braces that mean themselves are doubled, as in str.format.
function unexpectedRows(asked: Asked<{ readonly unexpected_rows_query: string }>): readonly Check[] {
  const { path, reader, kwargs, object } = asked
  refuseCondition(asked, 'write it into the query')
  const place = [...path, 'unexpected_rows_query']
  const unknown: string[] = []
  const query = withoutSemicolon(kwargs.unexpected_rows_query).replaceAll(/\{\{|\}\}|\{([^{}]*)\}|[{}]/g, (written, name?: string) => {
    if (written === '{{' || written === '}}') return written.slice(1)
    if (name === 'batch') return quoteIdentifier(object)
    unknown.push(written)
    return written
  })
  for (const written of unknown)
    reader.refuse('SQL_INVALID', `the placeholder ${written} means nothing here`, {
      path: place,
      hint: '{batch} is the data; a brace itself is doubled',
    })
  const fault = notSingleSelect(query)
  if (fault) reader.refuse('SQL_INVALID', `the query must be one SELECT: ${fault}`, { path: place })
  return [{ kind: 'sql_rows', ...head(asked, []), query, condition: none }]
}
