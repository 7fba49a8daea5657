import type { Measurement, Metric } from '@seaworthy/metrics'
import type { Evidence, EvidenceLevel, Warning } from '@seaworthy/record'
import { clusteredEstimate, countClusters, tInterval, tTest } from '@seaworthy/stats'
import { EvaluationError } from './errors.ts'
import type { Quantity } from './rules/rule.ts'
import type { ScoredRows } from './scored.ts'

/** Evidence, and the quantities that rules decide on: null where there is one cluster only, or no baseline. */
export interface Measured {
  readonly evidence: Evidence
  readonly own: Quantity | null
  readonly paired: Quantity | null
  readonly warnings: readonly Warning[]
}

export interface MeasureRequest {
  readonly metric: Metric
  readonly rows: ScoredRows
  readonly slice: Evidence['slice']
  readonly level: EvidenceLevel
  /** The candidate's bytes are the baseline's: nothing is estimated, the difference is 0. */
  readonly identical: boolean
}

/**
 * One metric of the candidate, of the baseline, and of their paired difference, oriented so that more is better.
 * @throws {MetricsError} where labels or scores are unusable.
 * @throws {EvaluationError} `METRIC_UNDEFINED`: no number, no verdict.
 */
export function measure({ metric, rows, slice, level, identical }: MeasureRequest): Measured {
  const candidate = measureOne(metric, rows, rows.candidate)
  const baseline = identical ? candidate : rows.baseline && measureOne(metric, rows, rows.baseline)
  const clusters = rows.cluster ? countClusters(rows.cluster) : rows.label.length
  const own = clusters < 2 ? null : quantity(candidate.value, candidate.influence, rows.cluster)
  const compared = baseline && !identical ? difference(metric, candidate, baseline) : null
  const paired = compared && clusters >= 2 ? quantity(compared.value, compared.influence, rows.cluster) : null
  const evidence: Evidence = {
    metric: metric.id,
    better: metric.better,
    slice,
    level,
    units: { rows: rows.label.length, clusters },
    candidate: candidate.value,
    candidateInterval: own && within(metric.range, own.interval),
    baseline: baseline?.value ?? null,
    method: rows.cluster ? metric.method.clusters : metric.method.rows,
    ...(identical ? noDifference : describeDifference(compared?.value ?? null, paired)),
    designEffect: rows.cluster && !identical ? ((paired ?? own)?.designEffect ?? null) : null,
  }
  return { evidence, own, paired, warnings: warningsOf(metric, { candidate, baseline: identical ? null : baseline }) }
}

const noDifference = { difference: 0, standardError: 0, interval: [0, 0], pValue: null, method: 'identity' } as const

function describeDifference(value: number | null, paired: Quantity | null): Pick<Evidence, 'difference' | 'standardError' | 'interval' | 'pValue'> {
  return {
    difference: value,
    standardError: paired?.error.standardError ?? null,
    interval: paired?.interval ?? null,
    pValue: paired && tTest({ estimate: paired.estimate, ...paired.error, boundary: 0, alternative: 'two_sided' }),
  }
}

interface Smooth {
  readonly value: number
  readonly influence: Float64Array
}

function measureOne(metric: Metric, rows: ScoredRows, score: Float64Array): Smooth & Pick<Measurement, 'warnings'> {
  const { value, influence, warnings } = metric.measure({ label: rows.label, score, weight: null })
  if (influence !== null && Number.isFinite(value)) return { value, influence, warnings }
  const why = warnings.map((warning) => warning.message).join('; ')
  throw new EvaluationError('METRIC_UNDEFINED', `${metric.id} is undefined on these ${rows.label.length} rows: ${why}`, {
    hint: 'the test set needs rows of both classes',
  })
}

function difference(metric: Metric, candidate: Smooth, baseline: Smooth): Smooth {
  const sign = metric.better === 'higher' ? 1 : -1
  const influence = candidate.influence.map((one, row) => sign * (one - (baseline.influence[row] as number)))
  return { value: sign * (candidate.value - baseline.value), influence }
}

function quantity(estimate: number, influence: Float64Array, cluster: Int32Array | null): Quantity & { designEffect: number } {
  const { standardError, degreesOfFreedom, designEffect } = clusteredEstimate({ influence, cluster })
  const error = { standardError, degreesOfFreedom }
  return { estimate, interval: tInterval({ estimate, ...error }), error, designEffect }
}

// A symmetric interval may reach beyond what the metric can be; cutting it there loses no coverage.
function within([least, most]: readonly [number, number], [lower, upper]: readonly [number, number]): readonly [number, number] {
  return [Math.max(least, lower), Math.min(most, upper)]
}

function warningsOf(metric: Metric, models: Readonly<Record<string, Pick<Measurement, 'warnings'> | null>>): readonly Warning[] {
  return Object.entries(models).flatMap(([model, measured]) =>
    (measured?.warnings ?? []).map(({ code, message }) => ({ code, message: `${metric.id} of the ${model}: ${message}` })),
  )
}
