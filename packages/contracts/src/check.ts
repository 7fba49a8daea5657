import type { Condition } from './condition.ts'
import type { LogicalType } from './logical-type.ts'

export type Severity = 'error' | 'warning'
export type Scalar = string | number | boolean

/** One end of a range: numbers for numbers, ISO 8601 texts without a zone for dates and times. */
export interface Bound {
  readonly value: number | string
  readonly exclusive: boolean
}

interface Head {
  /** Unique among the checks of its object. */
  readonly id: string
  readonly severity: Severity
  /** Where in the contract it is asked for, from 1. */
  readonly line: number
}

/** Columns by the names that they have in the data. A null value fails `not_null` and `null_count` only: every other check skips it. */
export type Check = Head &
  (
    | { readonly kind: 'column_present'; readonly column: string }
    | { readonly kind: 'type'; readonly column: string; readonly type: LogicalType; readonly duckType: string | null }
    | { readonly kind: 'not_null'; readonly column: string }
    /** Rows with a null in any of the columns are skipped. */
    | { readonly kind: 'unique'; readonly columns: readonly string[] }
    /** Counts rows beyond the first of each group of equal rows, nulls being equal; `columns` null compares whole rows. */
    | { readonly kind: 'duplicates'; readonly columns: readonly string[] | null; readonly condition: Condition }
    | {
        readonly kind: 'range'
        readonly column: string
        readonly type: LogicalType
        readonly minimum: Bound | null
        readonly maximum: Bound | null
      }
    /** `source` as written (ECMA-262, anywhere in the text), `re2` as it runs. */
    | { readonly kind: 'pattern'; readonly column: string; readonly source: string; readonly re2: string; readonly condition: Condition }
    /** In code points. */
    | { readonly kind: 'length'; readonly column: string; readonly minimum: number | null; readonly maximum: number | null }
    | { readonly kind: 'in_set'; readonly column: string; readonly values: readonly Scalar[]; readonly condition: Condition }
    | { readonly kind: 'row_count'; readonly condition: Condition }
    /** One SELECT that yields one number. */
    | { readonly kind: 'sql'; readonly column: string | null; readonly query: string; readonly condition: Condition }
    /** Counts nulls, and the values that stand for one. */
    | { readonly kind: 'null_count'; readonly column: string; readonly missing: readonly Scalar[]; readonly condition: Condition }
  )
export type CheckKind = Check['kind']
export type CheckOf<K extends CheckKind> = Extract<Check, { kind: K }>

/** The columns that a check reads; null for whole rows. */
export function columnsOf(check: Check): readonly string[] | null {
  if ('columns' in check) return check.columns
  if ('column' in check) return check.column === null ? [] : [check.column]
  return []
}
