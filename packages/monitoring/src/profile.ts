import type { Window } from '@seaworthy/record'

/** What a version remembers of its data, and what new data are compared with: counts, never rows. */
export interface Profile {
  readonly schema: 'seaworthy.profile/1'
  readonly rows: number
  readonly window: Window | null
  readonly columns: readonly ColumnProfile[]
  /** Numbers about texts, images and vectors, of a sample of the rows; not there in profiles of earlier releases. */
  readonly derived?: DerivedProfile | null | undefined
}

export interface DerivedProfile {
  readonly rows: number
  readonly columns: readonly ColumnProfile[]
  /** Those of fewer rows, `count + missing` of each; not there in profiles of earlier releases. */
  readonly apart?: readonly ColumnProfile[] | undefined
  /** Hashes of words, by which new texts are counted; not there in profiles of earlier releases. */
  readonly vocabularies?: readonly { readonly column: string; readonly words: string }[] | undefined
}

export interface ColumnProfile {
  readonly name: string
  readonly kind: 'numeric' | 'categorical' | 'datetime'
  /** Rows that hold a value; `count + missing` is the rows of the profile. */
  readonly count: number
  readonly missing: number
  /** Exact up to a cap, null above it. */
  readonly distinct: number | null
  readonly numeric: NumericProfile | null
  /** The most frequent values, by count and then by value. */
  readonly categories: readonly CategoryCount[] | null
  readonly datetime: { readonly min: string | null; readonly max: string | null } | null
  /** Values stand as their digests; not there in profiles of earlier releases. */
  readonly hidden?: boolean | undefined
  readonly derivedFrom?: { readonly column: string; readonly measure: string } | null | undefined
}

export interface NumericProfile {
  readonly min: number | null
  readonly max: number | null
  readonly mean: number | null
  readonly standardDeviation: number | null
  /** Inner edges of the bins, quantiles of the reference, ascending. Bin i holds edges[i-1] <= value < edges[i]. */
  readonly edges: readonly number[]
  /** One more than edges: the first and the last bin are open. */
  readonly counts: readonly number[]
}

export interface CategoryCount {
  readonly value: string
  readonly count: number
}
