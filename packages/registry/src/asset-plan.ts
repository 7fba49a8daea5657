import type { Digest } from '@seaworthy/record'
import type { Asset } from './ports.ts'

/** An asset as it is; `digest` null for an upload that was cut off. */
export interface FoundAsset {
  readonly asset: Asset
  readonly digest: Digest | null
}

export interface AssetPlan<Wanted> {
  /** Cut off, of other bytes, or of a name that the version does not have. */
  readonly remove: readonly FoundAsset[]
  readonly upload: readonly Wanted[]
}

/** What turns the assets of a draft into those that are wanted; both lists empty when it is complete. */
export function planAssets<Wanted extends { readonly name: string; readonly digest: Digest }>(
  found: readonly FoundAsset[],
  wanted: readonly Wanted[],
): AssetPlan<Wanted> {
  const isRight = (one: FoundAsset, file: Wanted) => one.asset.name === file.name && one.digest === file.digest
  return {
    remove: found.filter((one) => !wanted.some((file) => isRight(one, file))),
    upload: wanted.filter((file) => !found.some((one) => isRight(one, file))),
  }
}
