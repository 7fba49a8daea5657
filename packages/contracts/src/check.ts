import type { Condition } from './condition.ts'
import { type Comparison, type Filter, filterColumns } from './filter.ts'
import type { LogicalType } from './logical-type.ts'
import type { Measure } from './measure.ts'
import type { PersonalKind } from './personal-kinds.ts'
import type { Reference } from './reference.ts'
import type { TextFormat } from './text-format.ts'

export type Severity = 'error' | 'warning'
export type Scalar = string | number | boolean

/** One end of a range: numbers for numbers (text beyond 2^53), ISO 8601 texts without a zone for dates and times. */
export interface Bound {
  readonly value: number | string
  readonly exclusive: boolean
}

export interface Head {
  /** Unique among the checks of its object. */
  readonly id: string
  readonly severity: Severity
  /** Where in the contract it is asked for, from 1. */
  readonly line: number
}

/** Of a check that each row passes or fails: how many may fail, and which rows count at all (null: every row). */
export interface OfRows {
  readonly condition: Condition
  readonly where: Filter | null
}
export interface OfColumn extends OfRows {
  readonly column: string
}
export interface Between {
  readonly minimum: Bound | null
  readonly maximum: Bound | null
}
/** Which rows a check of several columns passes over: those with a null in any, in all, or in none of them. */
export type Ignore = 'any_null' | 'all_null' | 'never'
/** What a value must do with several patterns. */
export type Match = 'any' | 'all' | 'none'
/** How two sets of values lie to each other: what there is within what is listed, around it, or equal to it. */
export type SetMatch = 'subset' | 'superset' | 'equal'

/**
 * A regular expression. `source` is as written; `re2` is the same for RE2, null where RE2 cannot run it: then `javascript`
 * (with the `u` flag) decides each distinct value. Both find it anywhere in a text: what a dialect anchors is anchored in them.
 */
export interface Pattern {
  readonly source: string
  readonly re2: string | null
  readonly javascript: string
}

/** Columns by the names that they have in the data. A null value fails only what is about nulls: every other check skips it. */
export type Check = Head &
  // The shape of the table.
  (
    | { readonly kind: 'row_count'; readonly condition: Condition }
    | { readonly kind: 'column_count'; readonly condition: Condition }
    /** `index` from 0, where the place matters. */
    | { readonly kind: 'column_present'; readonly column: string; readonly index: number | null }
    /** The names of all columns: `ordered` as a list, else as sets (`subset`: no column but these; `superset`: all of these). */
    | { readonly kind: 'columns'; readonly names: readonly string[]; readonly match: SetMatch | 'ordered' }

    // Presence and type.
    | { readonly kind: 'type'; readonly column: string; readonly type: LogicalType; readonly duckType: string | null }
    /** One of the types, as DuckDB calls them. */
    | { readonly kind: 'type_in'; readonly column: string; readonly duckTypes: readonly string[] }
    | ({ readonly kind: 'not_null' } & OfColumn)
    | ({ readonly kind: 'is_null' } & OfColumn)
    /** Counts nulls, and the values that stand for one. */
    | ({ readonly kind: 'null_count'; readonly missing: readonly Scalar[] } & OfColumn)
    /** In each row all of the columns have a value, or at least one has. */
    | ({ readonly kind: 'complete'; readonly columns: readonly string[]; readonly match: 'all' | 'any' } & OfRows)

    // Uniqueness.
    /** Rows with a null in any of the columns are skipped. Counts rows beyond the first of each group (`repeats`), or all of a group. */
    | ({ readonly kind: 'unique'; readonly columns: readonly string[]; readonly count: 'repeats' | 'all' } & OfRows)
    /** The same with nulls being equal; `columns` null compares whole rows. */
    | ({ readonly kind: 'duplicates'; readonly columns: readonly string[] | null; readonly count: 'repeats' | 'all' } & OfRows)
    /** No value comes twice in one row. */
    | ({ readonly kind: 'unique_in_row'; readonly columns: readonly string[]; readonly ignore: Ignore } & OfRows)

    // The domain of a value.
    | ({ readonly kind: 'range'; readonly type: LogicalType } & Between & OfColumn)
    | ({ readonly kind: 'in_set'; readonly values: readonly Scalar[] } & OfColumn)
    | ({ readonly kind: 'not_in_set'; readonly values: readonly Scalar[] } & OfColumn)
    | ({ readonly kind: 'multiple_of'; readonly of: number } & OfColumn)
    | ({ readonly kind: 'pattern'; readonly patterns: readonly Pattern[]; readonly match: Match } & OfColumn)
    /** SQL LIKE: `%` any text, `_` one character, case counts. */
    | ({ readonly kind: 'like'; readonly patterns: readonly string[]; readonly match: Match } & OfColumn)
    | ({
        readonly kind: 'length'
        readonly unit: 'code_points' | 'bytes' | 'graphemes' | 'items'
        readonly minimum: number | null
        readonly maximum: number | null
      } & OfColumn)
    | ({ readonly kind: 'format'; readonly format: TextFormat } & OfColumn)
    /** A text that strptime reads with this format (C's, as DuckDB and Python have them). */
    | ({ readonly kind: 'strptime'; readonly format: string } & OfColumn)
    /** Neither NaN nor, where `infinite` is refused too, an infinity. */
    | ({ readonly kind: 'finite'; readonly allow: 'nothing' | 'infinity' } & OfColumn)
    /** Each value, read as JSON, against a JSON Schema; `draft` as the dialect has it. */
    | ({ readonly kind: 'json_schema'; readonly schema: JsonSchema; readonly draft: 'draft-07' | '2020-12' } & OfColumn)
    /** The named columns of each row as one JSON object against a JSON Schema. */
    | ({
        readonly kind: 'row_json_schema'
        readonly columns: readonly string[]
        readonly schema: JsonSchema
        readonly draft: 'draft-07' | '2020-12'
      } & OfRows)
    /** No more than so many (sample) standard deviations from the mean. */
    | ({ readonly kind: 'z_score'; readonly threshold: number; readonly sides: 'both' | 'above' } & OfColumn)

    // The order of rows, in that of the files.
    | ({
        readonly kind: 'ordered'
        readonly direction: 'increasing' | 'decreasing'
        readonly strict: boolean
        readonly within: readonly string[]
      } & OfColumn)

    // Numbers about a column.
    | ({ readonly kind: 'aggregate'; readonly column: string; readonly measure: Measure; readonly where: Filter | null } & Between)
    | {
        readonly kind: 'distinct_values'
        readonly column: string
        readonly values: readonly Scalar[]
        readonly match: SetMatch
        readonly where: Filter | null
      }
    | {
        readonly kind: 'most_common'
        readonly column: string
        readonly values: readonly Scalar[]
        readonly tiesAllowed: boolean
        readonly where: Filter | null
      }
    /** The share of one value among those that are not null, 0..1: the balance of classes. */
    | ({ readonly kind: 'value_share'; readonly column: string; readonly value: Scalar; readonly where: Filter | null } & Between)
    | ({
        readonly kind: 'correlation'
        readonly columns: readonly [string, string]
        readonly method: 'pearson' | 'cramers_v'
        readonly where: Filter | null
      } & Between)

    // Several columns of a row.
    | ({ readonly kind: 'compare'; readonly left: string; readonly operator: Comparison; readonly right: string; readonly ignore: Ignore } & OfRows)
    | ({
        readonly kind: 'tuple_in_set'
        readonly columns: readonly string[]
        readonly values: readonly (readonly (Scalar | null)[])[]
        readonly ignore: Ignore
      } & OfRows)
    | ({ readonly kind: 'row_sum'; readonly columns: readonly string[]; readonly total: number; readonly ignore: Ignore } & OfRows)
    /** What each row must satisfy. */
    | ({ readonly kind: 'row'; readonly must: Filter } & OfRows)
    /** SQL that is true of each row; null passes. */
    | ({ readonly kind: 'expression'; readonly sql: string } & OfRows)

    // Other tables, by the names that the contract gives them.
    /** Each value (or tuple) comes in the other table. */
    | ({
        readonly kind: 'foreign_key'
        readonly columns: readonly string[]
        readonly table: string
        readonly references: readonly string[]
        readonly ignore: Ignore
      } & OfRows)
    | { readonly kind: 'same_row_count'; readonly table: string }
    /** The same rows in any order, repeats counted; `columns` null compares all. */
    | { readonly kind: 'same_rows'; readonly table: string; readonly columns: readonly string[] | null }

    // Time and distribution.
    /** The newest value is at most this old. */
    | { readonly kind: 'freshness'; readonly column: string; readonly maxAgeMs: number }
    | {
        readonly kind: 'drift'
        readonly column: string
        readonly method:
          | 'psi'
          | 'kl_divergence'
          | 'jensen_shannon'
          | 'ks'
          | 'chi_square_p'
          | 'l_infinity'
          | 'normalized_abs_difference'
          | 'wasserstein'
        /** Fails beyond it; for p-values below it. */
        readonly threshold: number
        readonly reference: Reference
      }

    // SQL of the user.
    /** One SELECT that yields one number. */
    | { readonly kind: 'sql'; readonly column: string | null; readonly query: string; readonly condition: Condition }
    /** One SELECT whose every row offends. */
    | { readonly kind: 'sql_rows'; readonly query: string; readonly condition: Condition }

    // Personal data: kinds that the column may not hold.
    | { readonly kind: 'personal_data'; readonly column: string; readonly forbidden: readonly PersonalKind[] }
  )
export type CheckKind = Check['kind']
export type CheckOf<K extends CheckKind> = Extract<Check, { kind: K }>

/** A JSON Schema as plain data. */
export type JsonSchema = boolean | { readonly [keyword: string]: unknown }

/** The columns that a check reads; null for whole rows. */
export function columnsOf(check: Check): readonly string[] | null {
  return unique(ownColumns(check), 'where' in check && check.where ? filterColumns(check.where) : [])
}

/** The one column that a check is about; null for checks of several columns, or of the table. */
export function subjectOf(check: Check): string | null {
  const columns = ownColumns(check)
  return columns?.length === 1 ? (columns[0] ?? null) : null
}

function ownColumns(check: Check): readonly string[] | null {
  if (check.kind === 'compare') return [check.left, check.right]
  if (check.kind === 'row') return filterColumns(check.must)
  if ('columns' in check) return check.columns
  if ('column' in check) return check.column === null ? [] : [check.column]
  return []
}

function unique(columns: readonly string[] | null, more: readonly string[]): readonly string[] | null {
  return columns && [...new Set([...columns, ...more])]
}
