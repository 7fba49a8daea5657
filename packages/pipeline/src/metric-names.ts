import { type MetricComplaint, type MetricNames, type Task, tasks } from '@seaworthy/config'
import { gaugeIds, kindsWithGauge } from '@seaworthy/evaluation'
import { MetricsError } from '@seaworthy/metrics'
import { rowsKind } from './policy.ts'

const everyKind = Object.values(rowsKind)

/** All that a gate can be put on, as the configuration asks for it. */
export const metricNames: MetricNames = {
  names: [...new Set(tasks.flatMap((task) => gaugeIds(rowsKind[task])))],
  lookUp(id) {
    try {
      const kinds = kindsWithGauge(id, everyKind)
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
