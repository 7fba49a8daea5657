import type { Metric, RegressionRows, Rows } from '@seaworthy/metrics'
import { compensatedSum } from '@seaworthy/stats'
import { EvaluationError } from './errors.ts'
import type { Gauge } from './gauges/gauge.ts'
import type { ScoredRows } from './scored.ts'

/** What single units (documents, questions) got in one metric, in any order. A unit may stand several times: a benchmark may ask twice. */
export interface Outcomes {
  readonly units: readonly string[]
  readonly values: readonly number[]
}

/** By metric. */
export type Samples = Readonly<Record<string, Outcomes>>

/**
 * Why two models were not measured on the same units; null where they were.
 * @example unitsDiffer({ units: ['a', 'b'], values: [1, 0] }, { units: ['b', 'c'], values: [1, 1] }) // '2 units are of one model alone, the first "a"'
 */
export function unitsDiffer(one: Outcomes, other: Outcomes): string | null {
  const left = new Map<string, number>()
  for (const unit of one.units) left.set(unit, (left.get(unit) ?? 0) + 1)
  for (const unit of other.units) left.set(unit, (left.get(unit) ?? 0) - 1)
  const alone = [...left].filter(([, times]) => times !== 0)
  const [first] = alone
  if (first === undefined) return null
  return `${alone.length} ${alone.length === 1 ? 'unit is' : 'units are'} of one model alone, the first "${first[0]}"`
}

/**
 * The outcomes of both models as paired units: by their names, and where one stands several times in the order in which it stands; such
 * a unit is one cluster. Outcomes stand as the predictions of rows whose labels nobody reads.
 * @throws {EvaluationError} `UNITS_DIFFER`, `OUTCOME_INVALID`.
 */
export function pairedUnits(id: string, candidate: Outcomes, baseline: Outcomes | null): ScoredRows {
  const why = baseline && unitsDiffer(candidate, baseline)
  if (why)
    throw new EvaluationError('UNITS_DIFFER', `${id}: the candidate and production were not measured on the same units: ${why}`, {
      hint: 'measure both on the same documents: nothing is left out of a comparison silently',
    })
  const order = inOrder(candidate)
  const other = baseline && inOrder(baseline)
  const numbers = new Map([...new Set(candidate.units)].sort().map((unit, at) => [unit, at]))
  const cluster = Int32Array.from(order, (at) => numbers.get(candidate.units[at] ?? '') ?? 0)
  return {
    candidate: rowsOf(id, candidate, order),
    baseline: baseline && other && rowsOf(id, baseline, other),
    cluster: numbers.size === candidate.units.length ? null : cluster,
  }
}

// Places by the name of their unit; of one name as they stand, since a sort keeps the order of equals.
function inOrder({ units }: Outcomes): Uint32Array {
  const places = Array.from(units, (unit, at) => ({ unit, at }))
  places.sort((one, other) => Number(one.unit > other.unit) - Number(one.unit < other.unit))
  return Uint32Array.from(places, ({ at }) => at)
}

function rowsOf(id: string, { units, values }: Outcomes, order: Uint32Array): RegressionRows {
  const prediction = Float64Array.from(order, (at) => values[at] ?? Number.NaN)
  const wrong = prediction.findIndex((value) => !Number.isFinite(value))
  if (wrong >= 0)
    throw new EvaluationError('OUTCOME_INVALID', `${id} of unit "${units[order[wrong] ?? 0]}" is ${prediction[wrong]}`, {
      hint: 'an outcome is a finite number for each unit',
    })
  return { kind: 'regression', label: new Float64Array(order.length), prediction, quantiles: null, interval: null, weight: null }
}

/** The mean of outcomes, under the name of the metric that they are of: a share where each is 0 or 1. */
export function meanOutcome({ id, title, better, range }: Gauge, { candidate, baseline }: Pick<ScoredRows, 'candidate' | 'baseline'>): Metric {
  const isShare = [candidate, baseline ?? candidate].every((rows) => valuesOf(rows).every((value) => value === 0 || value === 1))
  return {
    kind: 'regression',
    id,
    title,
    better,
    range,
    inference: isShare ? 'share' : 'mean',
    measure(rows) {
      const values = valuesOf(rows)
      const value = meanOf(values)
      return { value, influence: values.map((one) => one - value), warnings: [] }
    },
    reweigh: (rows) => (weight) => weightedMean(valuesOf(rows), weight),
  }
}

/** The mean of what a model got. */
export function meanOf(values: Float64Array): number {
  return compensatedSum(values) / values.length
}

function weightedMean(values: Float64Array, weight: Float64Array): number {
  return compensatedSum(values.map((value, at) => value * (weight[at] ?? 0))) / compensatedSum(weight)
}

function valuesOf(rows: Rows): Float64Array {
  return rows.kind === 'regression' ? Float64Array.from(rows.prediction) : new Float64Array()
}
