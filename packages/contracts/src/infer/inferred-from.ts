import type { PersonalKind } from '../personal-kinds.ts'

/** As much of a profile as a contract is proposed from. */
export interface InferredFrom {
  readonly rows: number
  readonly columns: readonly InferredColumn[]
}
export interface InferredColumn {
  readonly name: string
  /** What DuckDB calls its type. */
  readonly type: string
  readonly count: number
  readonly missing: number
  readonly distinct: number | null
  readonly hidden: boolean
  readonly personal: readonly PersonalKind[]
  readonly numeric: { readonly min: number | null; readonly max: number | null; readonly nans: number; readonly infinities: number } | null
  readonly categories: readonly { readonly value: string; readonly count: number }[] | null
  readonly datetime: { readonly min: string | null; readonly max: string | null } | null
  readonly text: { readonly minLength: number; readonly maxLength: number } | null
}

/** What a profile lacks, of the columns for which it was looked up. */
export interface InferEvidence {
  readonly columns: ReadonlyMap<string, ColumnEvidence>
}
export interface ColumnEvidence {
  /** No value comes twice; null where that was not looked up. */
  readonly unique: boolean | null
  /** An ECMA-262 pattern that every value matches; null where there is no fixed form. */
  readonly pattern: string | null
}
export const noEvidence: InferEvidence = { columns: new Map() }
