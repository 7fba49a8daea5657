import { type BinaryRows, selectBinary } from './binary-rows.ts'
import { type ClusteringRows, selectClustering } from './clustering-rows.ts'
import { type DetectionRows, selectDetection } from './detection-rows.ts'
import { type ForecastRows, selectForecast } from './forecast-rows.ts'
import { type MulticlassRows, selectMulticlass } from './multiclass-rows.ts'
import { type MultilabelRows, selectMultilabel } from './multilabel-rows.ts'
import { type RankingRows, selectRanking } from './ranking-rows.ts'
import { type RegressionRows, selectRegression } from './regression-rows.ts'
import { type SegmentationRows, selectSegmentation } from './segmentation-rows.ts'
import { selectText, type TextRows } from './text-rows.ts'

/** What was true and what one model said, of the units that a metric averages over: rows, queries, documents or images. */
export type Rows =
  | BinaryRows
  | MulticlassRows
  | MultilabelRows
  | RegressionRows
  | ForecastRows
  | RankingRows
  | ClusteringRows
  | TextRows
  | DetectionRows
  | SegmentationRows

export type RowsKind = Rows['kind']
export type RowsOf<Kind extends RowsKind> = Extract<Rows, { readonly kind: Kind }>

/** How many units there are. */
export function unitsOf(rows: Rows): number {
  switch (rows.kind) {
    case 'binary':
    case 'multiclass':
    case 'regression':
    case 'forecasting':
      return rows.label.length
    case 'multilabel':
      return rows.label.length / Math.max(1, rows.labels.length)
    case 'clustering':
      return rows.prediction.length
    case 'ranking':
      return rows.starts.length - 1
    case 'text':
      return rows.reference.length
    case 'detection':
      return rows.truth.starts.length - 1
    case 'segmentation':
      return rows.confusion.length / Math.max(1, rows.classes.length ** 2)
  }
}

/**
 * The units at some places, in that order.
 * @example selectUnits({ kind: 'text', reference: [['a'], ['b']], prediction: null, likelihood: null, weight: null }, Uint32Array.of(1)).reference // [['b']]
 */
export function selectUnits(rows: Rows, units: Uint32Array): Rows {
  switch (rows.kind) {
    case 'binary':
      return selectBinary(rows, units)
    case 'multiclass':
      return selectMulticlass(rows, units)
    case 'multilabel':
      return selectMultilabel(rows, units)
    case 'regression':
      return selectRegression(rows, units)
    case 'forecasting':
      return selectForecast(rows, units)
    case 'ranking':
      return selectRanking(rows, units)
    case 'clustering':
      return selectClustering(rows, units)
    case 'text':
      return selectText(rows, units)
    case 'detection':
      return selectDetection(rows, units)
    case 'segmentation':
      return selectSegmentation(rows, units)
  }
}
