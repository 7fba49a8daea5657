import { accuracy } from './accuracy.ts'
import { brier } from './brier.ts'
import { MetricsError } from './errors.ts'
import { logLoss } from './log-loss.ts'
import type { Metric } from './metric.ts'
import { nearestName } from './nearest-name.ts'
import { rocAuc } from './roc-auc.ts'

/** Every metric, one line each. */
const catalogue: readonly Metric[] = [rocAuc, logLoss, brier, accuracy]

export const metricIds: readonly string[] = catalogue.map((one) => one.id)

/**
 * The metric of that name.
 * @throws {MetricsError} `UNKNOWN_METRIC`, with the nearest name.
 * @example metric('roc_auc').title // 'ROC AUC'
 */
export function metric(id: string): Metric {
  const found = catalogue.find((one) => one.id === id)
  if (found) return found
  const near = nearestName(id, metricIds)
  throw new MetricsError('UNKNOWN_METRIC', `there is no metric "${id}"`, {
    hint: near ? `did you mean "${near}"?` : `the metrics are: ${metricIds.join(', ')}`,
  })
}
