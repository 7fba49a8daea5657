import type { Codes, Numbers } from './numbers.ts'
import { picked, pickedOrNull, pickedRows } from './select.ts'

/** What a metric of a clustering reads: one entry per row in each. */
export interface ClusteringRows {
  readonly kind: 'clustering'
  /** The true group of each row; null where none is known. */
  readonly label: Codes | null
  /** The group that the model put it in. */
  readonly prediction: Codes
  /** Where each row lies, rows × width; needed by measures without truth. */
  readonly features: { readonly width: number; readonly values: Numbers } | null
  readonly weight: Float64Array | null
}

/** The rows at some places, in that order. */
export function selectClustering({ kind, label, prediction, features, weight }: ClusteringRows, units: Uint32Array): ClusteringRows {
  return {
    kind,
    label: pickedOrNull(label, units),
    prediction: picked(prediction, units),
    features: features && { width: features.width, values: pickedRows(features.values, units, features.width) },
    weight: pickedOrNull(weight, units),
  }
}
