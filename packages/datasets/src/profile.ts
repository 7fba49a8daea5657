import type { PersonalKind } from '@seaworthy/contracts'
import type { ResolvedWindow } from './window.ts'

/** Values at or below a share of all; `p` in 0..1. */
export interface Quantile {
  readonly p: number
  readonly value: number
}
/** Bins of the same width between the least and the greatest value: one edge more than counts, the last bin closed. */
export interface Histogram {
  readonly edges: readonly number[]
  readonly counts: readonly number[]
}
export interface NumericProfile {
  /** Null where the column's values are hidden. */
  readonly min: number | null
  readonly max: number | null
  readonly mean: number | null
  /** With n - 1; 0 for a single value; null where it is beyond doubles. */
  readonly standardDeviation: number | null
  /** Inner edges: bin i holds values above edge i - 1 and up to edge i; the last one those above all edges. */
  readonly edges: readonly number[]
  readonly counts: readonly number[]
  /** g1, as scipy's skew: null where all values are equal. */
  readonly skewness: number | null
  /** g2, 0 for normal values; null where all values are equal. */
  readonly kurtosis: number | null
  readonly zeros: number
  readonly negatives: number
  readonly nans: number
  readonly infinities: number
  /** At {@link quantilePoints}; empty where rows are counted like a reference, or hidden. */
  readonly quantiles: readonly Quantile[]
  readonly histogram: Histogram | null
}
export interface CategoryCount {
  readonly value: string
  readonly count: number
}
/** Lengths are in code points. */
export interface TextProfile {
  readonly minLength: number
  readonly meanLength: number
  readonly maxLength: number
  readonly empty: number
  /** Texts of blanks, tabs and line ends alone. */
  readonly blank: number
}
export interface TimeProfile {
  /** Null where the column is personal. */
  readonly min: string | null
  readonly max: string | null
  /** Between two values that follow each other. Of more than {@link maxDistinct} values, null below 1/65,536 of the span. */
  readonly largestGapMs: number | null
}
export interface ColumnProfile {
  readonly name: string
  readonly kind: 'numeric' | 'categorical' | 'datetime'
  /** What DuckDB calls the type that is stored. */
  readonly type: string
  /** Values that are not missing. */
  readonly count: number
  /** Nulls, NaN and infinities. */
  readonly missing: number
  /** Exact up to {@link maxDistinct}, null above. */
  readonly distinct: number | null
  readonly numeric: NumericProfile | null
  /**
   * The commonest {@link maxCategories}, by count, then by value; where a large table has more than {@link maxDistinct}, of those
   * that come five times in a sample of its rows. Hidden ones stand as their digests ({@link digestOf});
   * of personal columns, images and vectors there are none.
   */
  readonly categories: readonly CategoryCount[] | null
  readonly datetime: TimeProfile | null
  readonly text: TextProfile | null
  readonly trueShare: number | null
  /** The commonest {@link maxTopValues}; null where hidden, or not counted. */
  readonly topValues: readonly CategoryCount[] | null
  /** How the values follow each other in the files, equal ones allowed; null without such an order, or with missing values. */
  readonly order: 'constant' | 'increasing' | 'decreasing' | null
  readonly hidden: boolean
  /** Kinds that values of a sample have. */
  readonly personal: readonly PersonalKind[]
  readonly derivedFrom: Derivation | null
}
/** A number about each value of a column. */
export interface Derivation {
  readonly column: string
  readonly measure: string
}
/** Numbers about texts, images and vectors, of a sample of the rows. */
export interface DerivedProfile {
  readonly rows: number
  readonly columns: readonly ColumnProfile[]
  /** Those of fewer rows: `count + missing` is how many were looked at. */
  readonly apart: readonly ColumnProfile[]
  readonly images: readonly ImageReading[]
  readonly vocabularies: readonly WordsProfile[]
}
/** How many images of a column were chosen for their pixels to be measured, and what became of them. */
export interface ImageReading {
  readonly column: string
  readonly chosen: number
  readonly decoded: number
  /** GIF, WebP, JPEG of four inks: sizes are known, and no pixels. */
  readonly unsupported: number
  readonly tooLarge: number
  readonly broken: number
}
/** Words that are common in a column of texts, as hashes of 32 bits in base64. */
export interface WordsProfile {
  readonly column: string
  readonly words: string
}
export interface Profile {
  readonly schema: 'seaworthy.profile/1'
  readonly rows: number
  readonly window: ResolvedWindow | null
  readonly columns: readonly ColumnProfile[]
  readonly derived: DerivedProfile | null
}

/** As much of a reference as counting other rows like it needs. */
export interface ProfileShape {
  readonly columns: readonly ShapeColumn[]
  readonly derived?: DerivedShape | null | undefined
}
/** The last two are not in profiles of earlier releases. */
export interface DerivedShape {
  readonly columns: readonly ShapeColumn[]
  readonly apart?: readonly ShapeColumn[] | undefined
  readonly vocabularies?: readonly WordsProfile[] | undefined
}
export type ShapeColumn = Pick<ColumnProfile, 'name' | 'kind'> & {
  readonly numeric: Pick<NumericProfile, 'edges'> | null
  readonly hidden?: boolean | undefined
  /** Texts that are counted here too, where there are too many to count all. */
  readonly categories?: readonly CategoryCount[] | null | undefined
  readonly datetime?: { readonly min: string | null } | null | undefined
  readonly derivedFrom?: Derivation | null | undefined
}

export const maxDistinct = 10_000
export const maxCategories = 1_000
export const maxTopValues = 20
export const quantileBins = 20
export const histogramBins = 30
export const quantilePoints = [0, 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 1] as const
