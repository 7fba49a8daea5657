import { binaryLayout } from './binary-layout.ts'
import { clusteringLayout } from './clustering-layout.ts'
import { forecastingLayout } from './forecasting-layout.ts'
import type { LayoutOf, TableKind } from './layout.ts'
import { multiclassLayout } from './multiclass-layout.ts'
import { multilabelLayout } from './multilabel-layout.ts'
import { rankingLayout } from './ranking-layout.ts'
import { regressionLayout } from './regression-layout.ts'
import { segmentationLayout } from './segmentation-layout.ts'
import { textLayout } from './text-layout.ts'

/** Where in a predictions file the rows of each kind are. */
export const layouts: { readonly [Kind in TableKind]: LayoutOf } = {
  binary: binaryLayout,
  multiclass: multiclassLayout,
  multilabel: multilabelLayout,
  regression: regressionLayout,
  forecasting: forecastingLayout,
  ranking: rankingLayout,
  clustering: clusteringLayout,
  segmentation: segmentationLayout,
  text: textLayout,
}
