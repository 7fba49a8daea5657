import { type MetricComplaint, type MetricNames, type Task, tasks } from '@seaworthy/config'
import { kindsWith, MetricsError, metricIds } from '@seaworthy/metrics'
import { rowsKind } from './policy.ts'

/** The catalogue of metrics, as the configuration asks for it. */
export const metricNames: MetricNames = {
  names: [...new Set(tasks.flatMap((task) => metricIds(rowsKind[task])))],
  lookUp(id) {
    try {
      const kinds = kindsWith(id)
      return tasks.filter((task) => kinds.includes(rowsKind[task]))
    } catch (error) {
      return complaintOf(error)
    }
  },
}

function complaintOf(error: unknown): readonly Task[] | MetricComplaint {
  if (error instanceof MetricsError && error.code === 'METRIC_PARAMETER') return { message: error.message, hint: error.hint }
  throw error
}
