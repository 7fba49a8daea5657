import { type Measurement, type Metric, unitsOf } from '@seaworthy/metrics'
import type { Evidence, EvidenceLevel, Warning } from '@seaworthy/record'
import { countClusters } from '@seaworthy/stats'
import { EvaluationError } from './errors.ts'
import { type Inferred, inferDifference, inferValue } from './inference/infer.ts'
import { metricOfRecipe, overSeeds } from './recipe.ts'
import type { Decision, Quantity } from './rules/rule.ts'
import type { ScoredRows } from './scored.ts'

/** Evidence, and the quantities that rules decide on: null where there is one cluster only, or no baseline. */
export interface Measured {
  readonly evidence: Evidence
  readonly own: Quantity | null
  readonly paired: Quantity | null
  /** Candidate over baseline, of a probe. */
  readonly ratio: Quantity | null
  /** The value of each run, where a recipe is judged and not one model. */
  readonly runs?: readonly number[]
  /** Why nothing is decided on it, whatever a rule asks. */
  readonly open?: Decision
  readonly warnings: readonly Warning[]
}

export interface MeasureRequest {
  readonly metric: Metric
  readonly rows: ScoredRows
  readonly slice: Evidence['slice']
  readonly level: EvidenceLevel
  /** The candidate's bytes are the baseline's: nothing is estimated, the difference is 0. */
  readonly identical: boolean
  /** The digest of the test set, by which resamples are drawn. */
  readonly seed: string
}

/**
 * One metric of the candidate, of the baseline, and of their paired difference, oriented so that more is better. With repeats the
 * candidate's value is the mean over all runs of the recipe.
 * @throws {MetricsError} where labels or scores are unusable.
 * @throws {EvaluationError} `METRIC_UNDEFINED`: no number, no verdict.
 */
export function measure(request: MeasureRequest): Measured {
  const { metric, rows, identical } = request
  const { candidate, repeats = [] } = rows
  if (identical || repeats.length === 0) return measureModels(request)
  const runs = [candidate, ...repeats].map((run) => ({ rows: run, measured: metric.measure(run) }))
  return overSeeds(measureModels({ ...request, metric: metricOfRecipe(metric, runs) }), runs, metric)
}

function measureModels({ metric, rows, slice, level, identical, seed }: MeasureRequest): Measured {
  const candidate = measureOne(metric, rows.candidate)
  const baseline = identical ? candidate : rows.baseline && measureOne(metric, rows.baseline)
  const units = unitsOf(rows.candidate)
  const clusters = rows.cluster ? countClusters(rows.cluster) : units
  const enough = clusters >= 2
  const own = enough ? inferValue({ metric, rows, measured: candidate, seed }) : null
  const paired = enough && baseline && !identical ? inferDifference({ metric, rows, candidate, baseline, seed }) : null
  const evidence: Evidence = {
    metric: metric.id,
    title: metric.title,
    better: metric.better,
    slice,
    level,
    units: { rows: units, clusters },
    candidate: candidate.value,
    candidateInterval: own && within(metric.range, own.quantity.interval),
    baseline: baseline?.value ?? null,
    method: (paired ?? own)?.method ?? 'point',
    ...(identical ? noDifference : describeDifference(baseline && oriented(metric, candidate.value, baseline.value), paired)),
    designEffect: rows.cluster && !identical ? ((paired ?? own)?.designEffect ?? null) : null,
    ...(paired?.discordant && { discordant: paired.discordant }),
  }
  const chained = paired?.autocorrelated ? [autocorrelated(metric)] : []
  const warnings = [...chained, ...warningsOf(metric, { candidate, baseline: identical ? null : baseline })]
  return { evidence, own: own?.quantity ?? null, paired: paired?.quantity ?? null, ratio: null, warnings }
}

const noDifference = { difference: 0, standardError: 0, interval: [0, 0], pValue: null, method: 'identity' } as const

function describeDifference(value: number | null, paired: Inferred | null): Pick<Evidence, 'difference' | 'standardError' | 'interval' | 'pValue'> {
  return {
    difference: value,
    standardError: paired?.quantity.error.standardError ?? null,
    interval: paired?.quantity.interval ?? null,
    pValue: paired?.quantity.pValue(0, 'two_sided') ?? null,
  }
}

/** The difference of two values, more is better. */
function oriented({ better }: Metric, candidate: number, baseline: number): number {
  return better === 'lower' ? baseline - candidate : candidate - baseline
}

function measureOne(metric: Metric, rows: ScoredRows['candidate']): Measurement {
  const measured = metric.measure(rows)
  if (Number.isFinite(measured.value)) return measured
  const why = measured.warnings.map((warning) => warning.message).join('; ')
  throw new EvaluationError('METRIC_UNDEFINED', `${metric.id} is undefined on these ${unitsOf(rows)} rows: ${why}`, {
    hint: 'the test set needs rows of both classes',
  })
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

function autocorrelated({ id }: Metric): Warning {
  const message = `${id}: what is true of one stretch of time is still true of the next; the interval allows for it by longer blocks`
  return { code: 'AUTOCORRELATED', message }
}
