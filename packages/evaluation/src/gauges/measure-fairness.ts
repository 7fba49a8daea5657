import { unitsOf } from '@seaworthy/metrics'
import type { Evidence, EvidenceLevel, Warning } from '@seaworthy/record'
import { type Bootstrap, bootstrap, bootstrapPValue, countClusters, seedOf } from '@seaworthy/stats'
import { EvaluationError } from '../errors.ts'
import { sliceLimits } from '../limits.ts'
import type { Measured } from '../measure.ts'
import type { Quantity } from '../rules/rule.ts'
import type { Scored } from '../scored.ts'
import { CellsByCluster, drawnUnits } from './cells-by-cluster.ts'
import { type FairTable, fairTable } from './fair-groups.ts'
import type { FairnessMetric } from './fairness.ts'

export interface FairnessRequest {
  readonly metric: FairnessMetric
  readonly scored: Scored
  readonly level: EvidenceLevel
  readonly identical: boolean
  readonly seed: string
}

/** Below so many clusters the interval is mended for bias and skewness. */
const smallSample = 1_000

/**
 * How differently the groups of a column fare under both models, with intervals by the cluster bootstrap: of the candidate's value, and
 * of the paired difference, more being better. Groups below the limits of slices are left out, with a warning.
 * @throws {EvaluationError} `UNKNOWN_SLICE_COLUMN`; `METRIC_UNDEFINED` where fewer than two groups are large enough, and for a ratio of
 * 0 to 0.
 * @throws {MetricsError} for labels, decisions or scores that are unusable.
 */
export function measureFairness({ metric, scored, level, identical, seed }: FairnessRequest): Measured {
  const table = fairTable(scored, metric.column)
  const comparison = compared(metric, scored, table)
  const { own, paired } = inferred(metric, comparison, { seed, identical })
  const { candidate, baseline } = comparison
  const sign = metric.better === 'lower' ? -1 : 1
  const evidence: Evidence = {
    metric: metric.id,
    title: metric.title,
    better: metric.better,
    slice: null,
    level,
    units: { rows: unitsOf(scored.candidate), clusters: comparison.clusters },
    candidate: candidate.value,
    candidateInterval: own && [Math.max(0, own.result.interval[0]), Math.min(1, own.result.interval[1])],
    baseline: identical ? candidate.value : (baseline?.value ?? null),
    ...(identical
      ? { difference: 0, standardError: 0, interval: [0, 0] as const, pValue: null }
      : {
          difference: baseline && sign * (candidate.value - baseline.value),
          standardError: paired?.result.standardError ?? null,
          interval: paired?.result.interval ?? null,
          pValue: paired?.quantity.pValue(0, 'two_sided') ?? null,
        }),
    method: identical ? 'identity' : methodOf(paired ?? own, scored),
    designEffect: null,
  }
  return { evidence, own: own?.quantity ?? null, paired: paired?.quantity ?? null, ratio: null, warnings: leftOut(metric, table) }
}

interface Model {
  readonly value: number
  valueUnder(weight: Float64Array): number
}

interface Compared {
  readonly candidate: Model
  readonly baseline: Model | null
  readonly units: number
  readonly clusters: number
}

function compared(metric: FairnessMetric, { candidate, cluster }: Scored, table: FairTable): Compared {
  const rows = unitsOf(candidate)
  const drawn = drawnUnits(rows, cluster)
  const once = new Float64Array(drawn.units).fill(1)
  const modelOf = (cells: Int32Array): Model => {
    const counts = new CellsByCluster(drawn, { cells, weight: candidate.kind === 'binary' ? candidate.weight : null, count: table.cells })
    const valueUnder = (weight: Float64Array): number => metric.value(counts.weighed(weight))
    const value = valueUnder(once)
    if (Number.isNaN(value)) throw undefinedOn(metric, table)
    return { value, valueUnder }
  }
  return {
    candidate: modelOf(table.candidate),
    baseline: table.baseline && modelOf(table.baseline),
    units: drawn.units,
    clusters: cluster ? countClusters(cluster) : rows,
  }
}

function undefinedOn({ id, column }: FairnessMetric, { groups }: FairTable): EvaluationError {
  const large = groups.filter((group) => group.compared).length
  if (large < 2)
    return new EvaluationError('METRIC_UNDEFINED', `${id}: ${large} of ${groups.length} groups of "${column}" can be compared`, {
      hint: `a group needs ${limitsText}`,
    })
  return new EvaluationError('METRIC_UNDEFINED', `${id} is a ratio of 0 to 0: no row of any group of "${column}" is decided positive`, {
    hint: 'set `evaluate.threshold` to the score from which rows are selected, or take the difference',
  })
}

interface Resampled {
  readonly quantity: Quantity
  readonly result: Bootstrap
}

function inferred(
  { id, better }: FairnessMetric,
  { candidate, baseline, units }: Compared,
  { seed, identical }: Pick<FairnessRequest, 'seed' | 'identical'>,
): { readonly own: Resampled | null; readonly paired: Resampled | null } {
  if (units < 2) return { own: null, paired: null }
  const sign = better === 'lower' ? -1 : 1
  const resampled = (statistic: (weight: Float64Array) => number): Resampled => {
    const interval = units < smallSample ? 'bca' : 'percentile'
    const result = bootstrap({ units, cluster: null, strata: null, statistic, seed: seedOf(`${seed} ${id}`), interval })
    return { result, quantity: quantityOf(result) }
  }
  return {
    own: resampled((weight) => candidate.valueUnder(weight)),
    paired: baseline && !identical ? resampled((weight) => sign * (candidate.valueUnder(weight) - baseline.valueUnder(weight))) : null,
  }
}

function quantityOf(result: Bootstrap): Quantity {
  return {
    estimate: result.estimate,
    interval: result.interval,
    error: { standardError: result.standardError, degreesOfFreedom: result.clusters - 1 },
    pValue: (boundary, alternative) => bootstrapPValue({ bootstrap: result, boundary, alternative }),
  }
}

function methodOf(resampled: Resampled | null, { cluster }: Scored): string {
  return resampled ? `${cluster ? 'cluster_bootstrap' : 'bootstrap'}_${resampled.result.method}` : 'point'
}

const limitsText = `${sliceLimits.rows} rows, ${sliceLimits.rowsOfEachClass} of each class and ${sliceLimits.clusters} clusters`
const mostNamed = 5

function leftOut({ id, column }: FairnessMetric, { groups }: FairTable): readonly Warning[] {
  const small = groups.filter((group) => !group.compared)
  if (small.length === 0) return []
  const named = small.slice(0, mostNamed).map(({ value }) => `"${value.slice(0, 40)}"`)
  const names = [...named, ...(small.length > mostNamed ? [`${small.length - mostNamed} more`] : [])].join(', ')
  const rows = small.reduce((sum, group) => sum + group.rows, 0)
  const message = `${id}: ${rows} rows of ${column} ${names} are not compared: a group needs ${limitsText}`
  return [{ code: 'GROUPS_NOT_COMPARED', message }]
}
