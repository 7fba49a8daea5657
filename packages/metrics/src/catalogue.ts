import { binaryFamilies } from './binary/families.ts'
import { clusteringFamilies } from './clustering/families.ts'
import { detectionFamilies } from './detection/families.ts'
import { MetricsError } from './errors.ts'
import type { Family } from './family.ts'
import { forecastingFamilies } from './forecasting/families.ts'
import type { Metric, MetricOf } from './metric.ts'
import { multiclassFamilies } from './multiclass/families.ts'
import { multilabelFamilies } from './multilabel/families.ts'
import { nearestName } from './nearest-name.ts'
import { rankingFamilies } from './ranking/families.ts'
import { regressionFamilies } from './regression/families.ts'
import type { Rows, RowsKind, RowsOf } from './rows/rows.ts'
import { segmentationFamilies } from './segmentation/families.ts'
import { textFamilies } from './text/families.ts'

type Catalogue = { readonly [Kind in RowsKind]: readonly Family<Kind>[] }

/** Every family of metrics, by the kind of rows that it reads. */
export const catalogue: Catalogue = {
  binary: binaryFamilies,
  multiclass: multiclassFamilies,
  multilabel: multilabelFamilies,
  regression: regressionFamilies,
  forecasting: forecastingFamilies,
  ranking: rankingFamilies,
  clustering: clusteringFamilies,
  text: textFamilies,
  detection: detectionFamilies,
  segmentation: segmentationFamilies,
}

/** The ids that a kind of rows has, each with the parameters it has by default. */
export function metricIds(kind: RowsKind): readonly string[] {
  return catalogue[kind].flatMap(({ ids }) => ids)
}

/**
 * The metric of that id, for a kind of rows.
 * @throws {MetricsError} `UNKNOWN_METRIC`, with the nearest name; `METRIC_PARAMETER`.
 * @example metric('roc_auc', 'binary').title // 'ROC AUC'
 */
export function metric(id: string, kind: RowsKind): Metric {
  return metricOf(id, kind) ?? refuse(id, kind)
}

/**
 * The kinds of rows that have a metric of that id.
 * @throws {MetricsError} `METRIC_PARAMETER` where one would have it with another parameter, and none has it as it is.
 */
export function kindsWith(id: string): readonly RowsKind[] {
  const { kinds, refused } = kindsAsked(id)
  if (kinds.length === 0 && refused) throw refused
  return kinds
}

function kindsAsked(id: string): { readonly kinds: readonly RowsKind[]; readonly refused: MetricsError | null } {
  let refused: MetricsError | null = null
  const kinds = (Object.keys(catalogue) as RowsKind[]).filter((kind) => {
    try {
      return metricOf(id, kind) !== null
    } catch (error) {
      if (!(error instanceof MetricsError && error.code === 'METRIC_PARAMETER')) throw error
      refused ??= error
      return false
    }
  })
  return { kinds, refused }
}

function metricOf<Kind extends RowsKind>(id: string, kind: Kind): Metric | null {
  for (const family of catalogue[kind]) {
    const found = family.parse(id)
    if (found !== null) return guarded(kind, found as unknown as MetricOf<Kind>)
  }
  return null
}

function guarded<Kind extends RowsKind>(kind: Kind, metric: MetricOf<Kind>): Metric {
  const { id, title, better, range, inference } = metric
  const mine = (rows: Rows): RowsOf<Kind> => {
    if (rows.kind === kind) return rows as RowsOf<Kind>
    throw new MetricsError('KIND_MISMATCH', `${id} is a metric of ${kind} rows; these are ${rows.kind}`)
  }
  return {
    kind,
    id,
    title,
    better,
    range,
    inference,
    measure: (rows) => metric.measure(mine(rows)),
    reweigh: (rows) => metric.reweigh?.(mine(rows)) ?? ((weight) => metric.measure({ ...mine(rows), weight }).value),
  }
}

function refuse(id: string, kind: RowsKind): never {
  const known = metricIds(kind)
  const elsewhere = kindsAsked(id).kinds
  const near = nearestName(id, known)
  const here = near ? `did you mean "${near}"?` : `the metrics are: ${known.join(', ')}`
  const hint = elsewhere.length > 0 ? `it is a metric of ${elsewhere.join(' and ')} rows; ${here}` : here
  throw new MetricsError('UNKNOWN_METRIC', `there is no metric "${id}" of ${kind} rows`, { hint })
}
