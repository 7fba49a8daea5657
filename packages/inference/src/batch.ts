/** A column of a batch: numbers with NaN for missing, or strings with null for missing. */
export type BatchColumn =
  | { readonly kind: 'number'; readonly data: Float64Array }
  | { readonly kind: 'string'; readonly data: readonly (string | null)[] }

export interface Batch {
  readonly rows: number
  readonly values: ReadonlyMap<string, BatchColumn>
}
