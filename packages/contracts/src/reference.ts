import type { Scalar } from './check.ts'

/** What a distribution is compared with. */
export type Reference =
  /** The profile that is handed in with the data: its column of the same name. */
  | { readonly kind: 'profile' }
  /** `weights[i]` of the values in `edges[i]`..`edges[i + 1]`; both tails beyond the outer edges. */
  | { readonly kind: 'bins'; readonly edges: readonly number[]; readonly weights: readonly number[]; readonly tails: readonly [number, number] }
  | { readonly kind: 'values'; readonly values: readonly Scalar[]; readonly weights: readonly number[] }
