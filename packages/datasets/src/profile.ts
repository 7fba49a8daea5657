import type { ResolvedWindow } from './window.ts'

export interface NumericProfile {
  readonly min: number
  readonly max: number
  readonly mean: number
  /** With n - 1; 0 for a single value. */
  readonly standardDeviation: number
  /** Inner edges: bin i holds values above edge i - 1 and up to edge i; the last one those above all edges. */
  readonly edges: readonly number[]
  readonly counts: readonly number[]
}
export interface CategoryCount {
  readonly value: string
  readonly count: number
}
export interface ColumnProfile {
  readonly name: string
  readonly kind: 'numeric' | 'categorical' | 'datetime'
  /** Values that are not missing. */
  readonly count: number
  /** Nulls, NaN and infinities. */
  readonly missing: number
  /** Exact up to {@link maxDistinct}, null above. */
  readonly distinct: number | null
  readonly numeric: NumericProfile | null
  /** The commonest {@link maxCategories}, by count, then by value. */
  readonly categories: readonly CategoryCount[] | null
  readonly datetime: { readonly min: string; readonly max: string } | null
}
export interface Profile {
  readonly schema: 'seaworthy.profile/1'
  readonly rows: number
  readonly window: ResolvedWindow | null
  readonly columns: readonly ColumnProfile[]
}

/** As much of a reference as counting other rows like it needs. */
export interface ProfileShape {
  readonly columns: readonly (Pick<ColumnProfile, 'name' | 'kind'> & { readonly numeric: Pick<NumericProfile, 'edges'> | null })[]
}

export const maxDistinct = 10_000
export const maxCategories = 1_000
export const quantileBins = 20
