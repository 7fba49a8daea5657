import type { Picture } from './pictures/picture.ts'

/** A column of a batch: numbers with NaN for missing, or strings with null for missing. */
export type BatchColumn =
  | { readonly kind: 'number'; readonly data: Float64Array }
  | { readonly kind: 'string'; readonly data: readonly (string | null)[] }

export interface Batch {
  readonly rows: number
  /** The images that columns of texts name, decoded, by column: of those columns that a model's input takes for images. */
  readonly pictures?: ReadonlyMap<string, readonly Picture[]>
  readonly values: ReadonlyMap<string, BatchColumn>
}
