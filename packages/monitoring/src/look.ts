import type { MonitorBody } from '@seaworthy/record'

/** What `retrain.on` may name: evidence from mature labels. */
export type RetrainSignal = 'calibration' | 'decay'

/** What one look at the data found, kept so that one bad window alone need not retrain. */
export interface Look {
  /** Newest time of the window that was looked at. */
  readonly until: string | null
  readonly decision: MonitorBody['decision']
  readonly signals: readonly RetrainSignal[]
}

/** The look that a finished monitoring leaves behind. */
export function lookOf(body: MonitorBody): Look {
  return { until: body.data.until, decision: body.decision, signals: signalsOf(body) }
}

export function signalsOf({ calibration, performance }: Pick<MonitorBody, 'calibration' | 'performance'>): readonly RetrainSignal[] {
  return [...(calibration?.drifted ? (['calibration'] as const) : []), ...(performance.some((metric) => metric.decayed) ? (['decay'] as const) : [])]
}
