import { type Metric, type Rows, unitsOf } from '@seaworthy/metrics'
import { type Bootstrap, bootstrap, bootstrapPValue, countClusters, seedOf } from '@seaworthy/stats'
import type { ScoredRows } from '../scored.ts'
import type { DifferenceRequest, Inferred, ValueRequest } from './infer.ts'

/** Below so many clusters the interval is mended for bias and skewness. */
const smallSample = 1_000

/** The cluster bootstrap of one value. */
export function resampledValue({ metric, rows, seed }: ValueRequest): Inferred {
  const value = metric.reweigh(rows.candidate)
  return inferred(metric, rows, seed, (weight) => value(weighed(rows.candidate, weight)))
}

/** The cluster bootstrap of a paired difference: both models under the same draws. */
export function resampledDifference({ metric, rows, seed }: DifferenceRequest): Inferred {
  const { candidate, baseline } = rows
  const one = metric.reweigh(candidate)
  const other = metric.reweigh(baseline ?? candidate)
  const sign = metric.better === 'lower' ? -1 : 1
  return inferred(metric, rows, seed, (weight) => {
    const own = weighed(candidate, weight)
    return sign * (one(own) - other(own))
  })
}

function inferred(metric: Metric, rows: ScoredRows, seed: string, statistic: (weight: Float64Array) => number): Inferred {
  const { candidate, cluster } = rows
  const units = unitsOf(candidate)
  const clusters = cluster ? countClusters(cluster) : units
  const interval = clusters < smallSample ? 'bca' : 'percentile'
  const result = bootstrap({ units, cluster, strata: strataOf(metric, rows), statistic, seed: seedOf(`${seed} ${metric.id}`), interval })
  return {
    quantity: {
      estimate: result.estimate,
      interval: result.interval,
      error: { standardError: result.standardError, degreesOfFreedom: clusters - 1 },
      pValue: (boundary, alternative) => bootstrapPValue({ bootstrap: result, boundary, alternative }),
    },
    method: methodOf(result, cluster !== null),
    designEffect: null,
    autocorrelated: false,
  }
}

function methodOf({ method }: Bootstrap, clustered: boolean): string {
  return `${clustered ? 'cluster_bootstrap' : 'bootstrap'}_${method}`
}

// Only an area under the curve keeps the number of rows of each class: any other metric depends on the share of positives.
function strataOf({ inference }: Metric, { candidate, cluster }: ScoredRows): Int32Array | null {
  return inference === 'ranks' && candidate.kind === 'binary' && cluster === null ? Int32Array.from(candidate.label) : null
}

// What a unit counts in a resample: how often it was drawn, times the weight that it has anyway.
function weighed({ weight }: Rows, drawn: Float64Array): Float64Array {
  return weight ? drawn.map((times, unit) => times * (weight[unit] as number)) : drawn
}
