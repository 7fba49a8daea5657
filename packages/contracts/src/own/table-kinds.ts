import { z } from 'zod'
import { conditionFields } from '../reading/condition-fields.ts'
import { columnField, name, names, type OwnKinds, own, rowFields } from './own-kind.ts'

/** Checks of the table as a whole, of other tables, and in SQL. */
export const tableKinds = {
  row_count: own(conditionFields, (given, tools) => ({ kind: 'row_count', condition: tools.condition(given) })),
  column_count: own(conditionFields, (given, tools) => ({ kind: 'column_count', condition: tools.condition(given) })),
  column_present: own({ ...columnField, index: z.int().nonnegative().optional() }, ({ column, index }, tools) => ({
    kind: 'column_present',
    column: tools.column(column),
    index: index ?? null,
  })),
  columns: own({ names, match: z.enum(['subset', 'superset', 'equal', 'ordered']) }, (given, tools) => ({
    kind: 'columns',
    names: tools.columns(given.names, 'names'),
    match: given.match,
  })),
  same_row_count: own({ table: name }, ({ table }, tools) => ({ kind: 'same_row_count', table: tools.table(table) })),
  same_rows: own({ table: name, columns: names.optional() }, ({ table, columns }, tools) => ({
    kind: 'same_rows',
    table: tools.table(table),
    columns: columns ? tools.columns(columns, 'columns') : null,
  })),
  sql: own({ ...columnField, ...conditionFields, query: name }, ({ column, query, ...given }, tools) => ({
    kind: 'sql',
    column: column === undefined ? null : tools.column(column),
    query: tools.query(query, 'query'),
    condition: tools.condition(given),
  })),
  sql_rows: own({ ...conditionFields, query: name }, ({ query, ...given }, tools) => ({
    kind: 'sql_rows',
    query: tools.query(query, 'query'),
    condition: tools.rows(given).condition,
  })),
  expression: own({ ...rowFields, sql: name }, ({ sql, ...given }, tools) => ({ kind: 'expression', sql, ...tools.rows(given) })),
  foreign_key: own(
    {
      ...rowFields,
      columns: names.optional(),
      table: name,
      references: names,
      ignore: z.enum(['any_null', 'all_null', 'never']).default('any_null'),
    },
    ({ columns, table, references, ignore, ...given }, tools) => {
      const own = tools.columnsOrOwn(columns)
      if (own.length !== references.length)
        tools.refuse('INVALID_VALUE', `the key has ${own.length} columns here and ${references.length} there`, { key: 'references' })
      const other = tools.columnsOf(table, references, 'references')
      return { kind: 'foreign_key', columns: own, table: tools.table(table), references: other, ignore, ...tools.rows(given) }
    },
  ),
} satisfies OwnKinds
