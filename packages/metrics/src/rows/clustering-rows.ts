import { MetricsError } from '../errors.ts'
import type { Codes, Numbers } from './numbers.ts'
import { refuseAt, requireWeight } from './requirements.ts'
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

export type LabelledClustering = ClusteringRows & { readonly label: Codes }
export type PlacedClustering = ClusteringRows & { readonly features: NonNullable<ClusteringRows['features']> }

/**
 * Refuses rows without a true group.
 * @throws {MetricsError} `EMPTY_ROWS`, `LENGTH_MISMATCH`, `LABELS_MISSING`, `LABEL_INVALID`, `PREDICTION_INVALID`, `WEIGHT_INVALID`.
 */
export function requireGroups(rows: ClusteringRows): asserts rows is LabelledClustering {
  requireClusters(rows)
  const { label, prediction } = rows
  if (label === null) {
    const hint = 'name the column of the true groups, or use a measure without truth: silhouette'
    throw new MetricsError('LABELS_MISSING', 'the rows have clusters, but no true groups', { hint })
  }
  if (label.length !== prediction.length) throw new MetricsError('LENGTH_MISMATCH', `${label.length} labels have ${prediction.length} predictions`)
  refuseAt(
    label.findIndex((group) => group < 0),
    'LABEL_INVALID',
    (row) => `the label of row ${row} is ${label[row]}: groups are numbered from 0`,
  )
}

/**
 * Refuses rows that do not say where they lie.
 * @throws {MetricsError} `EMPTY_ROWS`, `LENGTH_MISMATCH`, `FEATURES_MISSING`, `FEATURE_INVALID`, `PREDICTION_INVALID`, `WEIGHT_INVALID`.
 */
export function requireFeatures(rows: ClusteringRows): asserts rows is PlacedClustering {
  requireClusters(rows)
  const { features, prediction } = rows
  if (features === null) throw new MetricsError('FEATURES_MISSING', 'where the rows lie is not known', { hint: 'name the feature columns' })
  const { width, values } = features
  if (values.length !== width * prediction.length) {
    throw new MetricsError('LENGTH_MISMATCH', `${prediction.length} rows of ${width} features have ${values.length} numbers`)
  }
  const odd = values.findIndex((value) => !Number.isFinite(value))
  refuseAt(odd < 0 ? -1 : Math.floor(odd / width), 'FEATURE_INVALID', (row) => `feature ${odd % width} of row ${row} is ${values[odd]}`)
}

function requireClusters({ prediction, weight }: ClusteringRows): void {
  if (prediction.length === 0) throw new MetricsError('EMPTY_ROWS', 'there are no rows to measure on')
  refuseAt(
    prediction.findIndex((group) => group < 0),
    'PREDICTION_INVALID',
    (row) => `the cluster of row ${row} is ${prediction[row]}: clusters are numbered from 0, noise being one of them`,
  )
  if (weight) requireWeight(weight, prediction.length)
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
