/** A column of a profile, as far as a page shows it: fields that a profile does not have are left out. */
export interface ColumnView {
  readonly name: string
  readonly kind: 'numeric' | 'categorical' | 'datetime'
  /** As the data store it. */
  readonly type?: string | null | undefined
  readonly count: number
  readonly missing: number
  readonly distinct: number | null
  readonly numeric: NumericView | null
  readonly categories: readonly { readonly value: string; readonly count: number }[] | null
  readonly datetime: { readonly min: string | null; readonly max: string | null } | null
  /** Whether its values may be read here; false where they are digests. */
  readonly hidden?: boolean | undefined
  /** Kinds of personal data that it holds. */
  readonly personal?: readonly string[] | undefined
  readonly derivedFrom?: { readonly column: string; readonly measure: string } | null | undefined
}
export interface NumericView {
  readonly min: number | null
  readonly max: number | null
  readonly mean: number | null
  readonly standardDeviation: number | null
  /** Inner edges of bins of about equal counts. */
  readonly edges: readonly number[]
  readonly counts: readonly number[]
  readonly quantiles?: readonly { readonly p: number; readonly value: number }[] | null | undefined
  /** Bins of equal width, for drawing: one more edge than counts. */
  readonly histogram?: { readonly edges: readonly number[]; readonly counts: readonly number[] } | null | undefined
}
export interface ProfileView {
  readonly rows: number
  readonly columns: readonly ColumnView[]
  /** Numbers about texts, images and vectors, of a sample of the rows. */
  readonly derived?: DerivedView | null | undefined
}

export interface DerivedView {
  readonly rows: number
  readonly columns: readonly ColumnView[]
  /** Columns measured on other rows than these: decoded images, half of the texts. */
  readonly apart?: readonly ColumnView[] | undefined
  readonly images?: readonly DecodedImages[] | undefined
}

export interface DecodedImages {
  readonly column: string
  readonly chosen: number
  readonly decoded: number
  readonly unsupported: number
  readonly tooLarge: number
  readonly broken: number
}
