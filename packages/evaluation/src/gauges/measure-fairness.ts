import { unitsOf } from '@seaworthy/metrics'
import type { Evidence, EvidenceLevel, Warning } from '@seaworthy/record'
import { type Bootstrap, bootstrap, bootstrapPValue, countClusters, seedOf } from '@seaworthy/stats'
import { EvaluationError } from '../errors.ts'
import { tooFewGroups } from '../finding.ts'
import { sliceLimits } from '../limits.ts'
import type { Measured } from '../measure.ts'
import type { Quantity } from '../rules/rule.ts'
import type { Scored } from '../scored.ts'
import { CellsByCluster, drawnUnits } from './cells-by-cluster.ts'
import { type FairTable, fairTable } from './fair-groups.ts'
import { cellsOfGroup, type FairCells } from './fair-rates.ts'
import type { FairnessMetric } from './fairness.ts'
import { isByPairs, ownFairness } from './own-fairness.ts'

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
 * of the paired difference, more being better. Groups below the limits of slices are left out, with a warning; where fewer than two are
 * left, nothing is decided, and the values are of all groups, however small.
 * @throws {EvaluationError} `UNKNOWN_SLICE_COLUMN`; `METRIC_UNDEFINED` for a ratio of 0 to 0.
 * @throws {MetricsError} for labels, decisions or scores that are unusable.
 */
export function measureFairness({ metric, scored, level, identical, seed }: FairnessRequest): Measured {
  const table = fairTable(scored, metric.column)
  const isOpen = table.groups.filter((group) => group.compared).length < 2
  const comparison = compared(metric, scored, { table: isOpen ? fairTable(scored, metric.column, 'all') : table, isOpen })
  const { own, paired } = isOpen ? unknown : inferred(metric, comparison, { seed, identical })
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
    candidateInterval: own?.quantity.interval ?? null,
    baseline: identical ? candidate.value : (baseline?.value ?? null),
    ...(identical
      ? { difference: 0, standardError: 0, interval: [0, 0] as const, pValue: null }
      : {
          difference: baseline && sign * (candidate.value - baseline.value),
          standardError: paired?.quantity.error.standardError ?? null,
          interval: paired?.quantity.interval ?? null,
          pValue: paired?.quantity.pValue(0, 'two_sided') ?? null,
        }),
    method: identical ? 'identity' : methodOf(paired ?? own, scored),
    designEffect: null,
  }
  const measured = { evidence, own: own?.quantity ?? null, paired: paired?.quantity ?? null, ratio: null, warnings: leftOut(metric, table) }
  return isOpen ? { ...measured, open: tooFewGroups } : measured
}

const unknown = { own: null, paired: null } as const

interface Model {
  readonly value: number
  valueUnder(weight: Float64Array): number
  cellsUnder(weight: Float64Array): FairCells
}

interface Compared {
  readonly candidate: Model
  readonly baseline: Model | null
  /** Units that are drawn. */
  readonly units: number
  readonly groups: number
  readonly clusters: number
}

interface ComparedTable {
  readonly table: FairTable
  readonly isOpen: boolean
}

function compared(metric: FairnessMetric, { candidate, cluster }: Scored, { table, isOpen }: ComparedTable): Compared {
  const rows = unitsOf(candidate)
  const drawn = drawnUnits(rows, cluster)
  const once = new Float64Array(drawn.units).fill(1)
  const modelOf = (cells: Int32Array): Model => {
    const counts = new CellsByCluster(drawn, { cells, weight: candidate.kind === 'binary' ? candidate.weight : null, count: table.cells })
    const cellsUnder = (weight: Float64Array): FairCells => counts.weighed(weight)
    const valueUnder = (weight: Float64Array): number => metric.value(cellsUnder(weight))
    return { value: known(valueUnder(once), metric, isOpen), valueUnder, cellsUnder }
  }
  return {
    candidate: modelOf(table.candidate),
    baseline: table.baseline && modelOf(table.baseline),
    units: drawn.units,
    groups: table.cells / cellsOfGroup - 1,
    clusters: cluster ? countClusters(cluster) : rows,
  }
}

// Where nothing is decided, groups that cannot be told apart are not apart.
function known(value: number, { id, column, comparison }: FairnessMetric, isOpen: boolean): number {
  if (!Number.isNaN(value)) return value
  if (isOpen) return comparison.how === 'ratio' ? 1 : 0
  throw new EvaluationError('METRIC_UNDEFINED', `${id} is a ratio of 0 to 0: no row of any group of "${column}" is decided positive`, {
    hint: 'set `evaluate.threshold` to the score from which rows are selected, or take the difference',
  })
}

interface Resampled {
  readonly quantity: Quantity
  readonly method: string
}

type Inferring = Pick<FairnessRequest, 'seed' | 'identical'>

function inferred(metric: FairnessMetric, comparison: Compared, { seed, identical }: Inferring): Record<'own' | 'paired', Resampled | null> {
  const { candidate, baseline, units, groups } = comparison
  const sign = metric.better === 'lower' ? -1 : 1
  const draw = `${seed} ${metric.id}`
  const ofPairs = (): Resampled => ({
    quantity: ownFairness(metric, { units, groups, cells: (weight) => candidate.cellsUnder(weight) }, draw),
    method: 'pairs',
  })
  return {
    own: isByPairs(metric, comparison) ? ofPairs() : resampled((weight) => candidate.valueUnder(weight), units, draw),
    paired: baseline && !identical ? resampled((weight) => sign * (candidate.valueUnder(weight) - baseline.valueUnder(weight)), units, draw) : null,
  }
}

function resampled(statistic: (weight: Float64Array) => number, units: number, seed: string): Resampled {
  const interval = units < smallSample ? 'bca' : 'percentile'
  const result = bootstrap({ units, cluster: null, strata: null, statistic, seed: seedOf(seed), interval })
  return { quantity: quantityOf(result), method: result.method }
}

function quantityOf(result: Bootstrap): Quantity {
  return {
    estimate: result.estimate,
    interval: result.interval,
    error: { standardError: result.standardError, degreesOfFreedom: result.clusters - 1 },
    pValue: (boundary, alternative) => bootstrapPValue({ bootstrap: result, boundary, alternative }),
  }
}

function methodOf(found: Resampled | null, { cluster }: Scored): string {
  return found ? `${cluster ? 'cluster_bootstrap' : 'bootstrap'}_${found.method}` : 'point'
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
