import type { Evidence, EvidenceLevel, Warning } from '@seaworthy/record'
import { EvaluationError } from './errors.ts'
import type { Gauge } from './gauges/gauge.ts'
import { type Measured, measure } from './measure.ts'
import { meanOf, meanOutcome, type Outcomes, pairedUnits } from './outcomes.ts'

/** What results of another tool say of one model. */
export interface Reported {
  /** The value that someone else's code wrote; null where it wrote none. */
  readonly value: number | null
  /** What single units got; null where the tool keeps none. */
  readonly outcomes: Outcomes | null
}

export interface MeasureReportedRequest {
  readonly gauge: Gauge
  readonly candidate: Reported & { readonly value: number }
  readonly baseline: Reported | null
  readonly level: EvidenceLevel
  readonly identical: boolean
  readonly seed: string
}

/**
 * One metric of results: with the outcomes of single units as any metric of paired units, without them as bare numbers, of which nothing is
 * estimated. Outcomes whose mean is not the number that the results say are set aside, and that is said: it is no mean of them.
 * @throws {EvaluationError} `REPORTED_INVALID`, `UNITS_DIFFER`, `OUTCOME_INVALID`.
 */
export function measureReported(request: MeasureReportedRequest): Measured {
  const { gauge, candidate, baseline, level, identical, seed } = request
  const value = inRange(gauge, candidate.value, 'candidate')
  const other = baseline?.value == null ? null : inRange(gauge, baseline.value, 'baseline')
  const apart = [candidate, ...(baseline ? [baseline] : [])].find(isApart)
  if (candidate.outcomes === null || apart) {
    const point = pointOf(request, value, other)
    return apart ? { ...point, warnings: [notTheMean(gauge.id)] } : point
  }
  const rows = pairedUnits(gauge.id, candidate.outcomes, identical ? null : (baseline?.outcomes ?? null))
  const measured = measure({ metric: meanOutcome(gauge, rows), rows, slice: null, level, identical, seed })
  return identical || rows.baseline
    ? measured
    : { ...measured, evidence: { ...measured.evidence, baseline: other, ...differenceOf(gauge, value, other) } }
}

/** As far as sums in another order may differ. */
const sameMean = 1e-6

function isApart({ value, outcomes }: Reported): boolean {
  if (outcomes === null || value === null) return false
  const mean = meanOf(Float64Array.from(outcomes.values))
  return Number.isFinite(mean) && Math.abs(mean - value) > sameMean * Math.max(1, Math.abs(value))
}

function notTheMean(id: string): Warning {
  const message = `${id}: the number that the results say is not the mean of its samples, so that it is judged as a bare number`
  return { code: 'SAMPLES_NOT_AVERAGED', message }
}

function pointOf({ gauge, level, identical }: MeasureReportedRequest, value: number, other: number | null): Measured {
  const evidence: Evidence = {
    metric: gauge.id,
    title: gauge.title,
    better: gauge.better,
    slice: null,
    level,
    units: { rows: 0, clusters: 0 },
    candidate: value,
    candidateInterval: null,
    baseline: identical ? value : other,
    standardError: null,
    interval: null,
    pValue: null,
    method: identical ? 'identity' : 'point',
    designEffect: null,
    ...differenceOf(gauge, value, identical ? value : other),
  }
  return { evidence, own: null, paired: null, ratio: null, warnings: [] }
}

function differenceOf({ better }: Gauge, value: number, other: number | null): Pick<Evidence, 'difference'> {
  return { difference: other === null ? null : better === 'lower' ? other - value : value - other }
}

function inRange({ id, range: [least, most] }: Gauge, value: number, model: string): number {
  if (Number.isFinite(value) && value >= least && value <= most) return value
  const where = Number.isFinite(least) || Number.isFinite(most) ? `it lies in [${least}, ${most}]` : 'it is a finite number'
  throw new EvaluationError('REPORTED_INVALID', `the ${model} reports ${id} = ${value}; ${where}`, { hint: 'write shares as 0.93, not as 93' })
}
