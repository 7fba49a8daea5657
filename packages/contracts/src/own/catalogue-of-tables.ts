import type { CatalogueOf } from './catalogue-entry.ts'

const shape = 'The shape of the table'
const presence = 'Presence and type'
const uniqueness = 'Uniqueness'
const tables = 'Other tables'
const sql = 'SQL'

/** Checks of the table, of nulls and repeats, of other tables, and in SQL. */
export const catalogueOfTables = {
  row_count: {
    group: shape,
    meaning: 'The number of rows over all files meets the condition. Observed: that number.',
    example: '{ check: row_count, mustBeBetween: [100, 120] }',
  },
  column_count: {
    group: shape,
    meaning: 'The number of columns meets the condition. Observed: that number.',
    example: '{ check: column_count, mustBe: 8 }',
  },
  column_present: {
    group: shape,
    meaning: 'The data have the column, by its exact name; with an index, as the column of that number, counted from 0.',
    example: '{ check: column_present, column: delay, index: 1 }',
  },
  columns: {
    group: shape,
    meaning:
      'The names of the columns: subset allows no column but these, superset needs all of these, equal is both, and ordered needs exactly these in this order.',
    example: '{ check: columns, names: [date, delay], match: subset }',
  },
  type: {
    group: presence,
    meaning:
      'Parquet: the stored type is of the logical type (integers are numbers too), and is the DuckDB type where one is named. Text files: counts values that are not written as the type is. Nulls pass. Observed: the stored type.',
    example: '{ check: type, column: delay, type: integer, duckType: BIGINT }',
  },
  type_in: {
    group: presence,
    meaning: 'The type of the column is one of these, as DuckDB calls them. Observed: the type.',
    example: '{ check: type_in, column: delay, duckTypes: [INTEGER, BIGINT] }',
  },
  not_null: {
    group: presence,
    meaning: 'Counts nulls. In text files a value that is not of its type is there all the same.',
    example: '{ check: not_null, column: delay, where: "status = \'arrived\'" }',
  },
  is_null: {
    group: presence,
    meaning: 'Counts rows that have a value.',
    example: '{ check: is_null, column: delay, where: "cancelled = true" }',
  },
  null_count: {
    group: presence,
    meaning: 'Counts nulls, and the values that stand for one. Observed: that count, or 100 times it by the rows that count.',
    example: '{ check: null_count, column: delay, missing: [-999], mustBeLessThan: 5, unit: percent }',
  },
  complete: {
    group: presence,
    meaning: 'Counts rows in which any of the columns is null (match: all), or in which all of them are (match: any).',
    example: '{ check: complete, columns: [email, phone], match: any }',
  },
  unique: {
    group: uniqueness,
    meaning:
      'Counts rows whose values come in another row too: those beyond the first of each group (count: repeats), or all of a group (count: all). Rows with a null in any of the columns are passed over. NaN is equal to NaN, 0 to -0.',
    example: '{ check: unique, columns: [date, origin] }',
  },
  duplicates: {
    group: uniqueness,
    meaning: 'The same with nulls being equal; without columns whole rows are compared. Observed: the count.',
    example: '{ check: duplicates, columns: [date, origin], mustBeLessThan: 10 }',
  },
  unique_in_row: {
    group: uniqueness,
    meaning:
      'Counts rows in which a value comes twice among the columns. Rows with a null in any of them are passed over (ignore: any_null), those with nulls alone (all_null), or none (never); nulls that are looked at are equal.',
    example: '{ check: unique_in_row, columns: [first_choice, second_choice] }',
  },
  foreign_key: {
    group: tables,
    meaning:
      'Counts rows whose value (or tuple of values) does not come in the columns of the other table. Rows with a null in any of the columns are passed over (ignore: any_null), those with nulls alone (all_null), or none (never): then a null is found beside a null.',
    example: '{ check: foreign_key, columns: [origin], table: airports, references: [code] }',
  },
  same_row_count: {
    group: tables,
    meaning: 'The other table has as many rows. Observed: the number of rows here.',
    example: '{ check: same_row_count, table: predictions }',
  },
  same_rows: {
    group: tables,
    meaning:
      'Counts rows that only one of the two tables has, in any order, repeats counted and nulls being equal; without columns all are compared, by name.',
    example: '{ check: same_rows, table: flights_before, columns: [date, delay] }',
  },
  sql: {
    group: sql,
    meaning: 'One SELECT that yields one number (true is 1) meets the condition; no number is an error. Observed: that number.',
    example: "{ check: sql, query: 'select max(delay) from {object}', mustBeLessThan: 2000 }",
  },
  sql_rows: {
    group: sql,
    meaning: 'Counts the rows that a SELECT yields: each offends. A share is of all rows of the table. Observed: that count.',
    example: "{ check: sql_rows, query: 'select * from {object} where origin = destination' }",
  },
  expression: {
    group: sql,
    meaning: 'Counts rows of which an SQL expression is false; where it is null the row passes.',
    example: "{ check: expression, sql: 'arrival - departure < interval 1 day' }",
  },
} satisfies CatalogueOf
