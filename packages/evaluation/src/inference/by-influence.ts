import type { Inference, Metric, Rows } from '@seaworthy/metrics'
import { blockDoublingOfClusters, clusteredEstimate, type StandardError, tInterval, tTest } from '@seaworthy/stats'
import { type ScoredRows, sumsByCluster } from '../scored.ts'
import type { Inferred } from './infer.ts'

export interface InfluenceRequest extends Pick<ScoredRows, 'candidate' | 'cluster' | 'ordered'> {
  readonly metric: Pick<Metric, 'inference'>
  readonly estimate: number
  readonly influence: Float64Array
}

/** Clustered inference by influence values: paired t and DeLong are what it is on independent rows. */
export function inferByInfluence({ metric, candidate, cluster, ordered, estimate, influence }: InfluenceRequest): Inferred {
  const { standardError, degreesOfFreedom, designEffect } = clusteredEstimate({ influence, cluster, ...classesOf(metric, candidate, cluster) })
  const blocks = cluster && ordered && isAutocorrelated(influence, cluster) ? blockDoublingOfClusters({ influence, cluster }) : null
  const error = blocks && blocks.standardError > standardError ? blocks : { standardError, degreesOfFreedom }
  const known = {
    ...error,
    degreesOfFreedom: Math.min(error.degreesOfFreedom, tailFreedom(cluster ? sumsByCluster(influence, cluster) : influence, cluster)),
  }
  return {
    quantity: tQuantity(estimate, known),
    method: cluster ? clustered[metric.inference] : independent[metric.inference],
    designEffect,
    autocorrelated: blocks !== null,
  }
}

/** What a rule looks at, by Student's t. */
export function tQuantity(estimate: number, { standardError, degreesOfFreedom }: StandardError): Inferred['quantity'] {
  const error = { standardError, degreesOfFreedom }
  return {
    estimate,
    interval: tInterval({ estimate, ...error }),
    error,
    pValue: (boundary, alternative) => tTest({ estimate, ...error, boundary, alternative }),
  }
}

const clustered: { readonly [I in Inference]: string } = {
  share: 'clustered_mean',
  mean: 'clustered_mean',
  influence: 'clustered_influence',
  ranks: 'clustered_influence',
  resampled: 'clustered_influence',
}

const independent: { readonly [I in Inference]: string } = {
  share: 'paired_mean',
  mean: 'paired_mean',
  influence: 'influence',
  ranks: 'delong',
  resampled: 'influence',
}

// DeLong's variance has n - 1 for each class, which matters where one of them is rare.
function classesOf({ inference }: Pick<Metric, 'inference'>, rows: Rows, cluster: Int32Array | null): { readonly strata?: Int32Array } {
  return inference === 'ranks' && rows.kind === 'binary' && cluster === null ? { strata: Int32Array.from(rows.label) } : {}
}

/** Of normal numbers the kurtosis is 3, of a month of days seldom above 6. */
const heavyTail = 6

/**
 * Degrees of freedom that the tails leave: 2n / (k - 1), k being the kurtosis (Satterthwaite, 1946, with the variance of a variance). Where a
 * handful of rows carry the error (the rare positives, the certain and wrong) it is their number that counts, not that of all rows.
 * Clusters are few, so that their kurtosis is itself a guess: there it counts only where it is beyond chance.
 */
function tailFreedom(sums: Float64Array, cluster: Int32Array | null): number {
  let squares = 0
  let fourths = 0
  for (const sum of sums) {
    squares += sum * sum
    fourths += sum * sum * sum * sum
  }
  const kurtosis = squares === 0 ? 3 : (sums.length * fourths) / (squares * squares)
  if (kurtosis <= (cluster ? heavyTail : 3)) return Number.POSITIVE_INFINITY
  return (2 * sums.length) / (kurtosis - 1)
}

/** One-sided, at 1 %: a month of independent days must seldom be taken for a chain. */
const autocorrelationZ = 2.326

// With n independent sums the first autocorrelation is about normal, of variance 1/n (Bartlett, 1946).
function isAutocorrelated(influence: Float64Array, cluster: Int32Array): boolean {
  const sums = sumsByCluster(influence, cluster)
  let squares = 0
  let products = 0
  for (let at = 0; at < sums.length; at++) {
    const sum = sums[at] as number
    squares += sum * sum
    if (at > 0) products += sum * (sums[at - 1] as number)
  }
  // Without any variance it is NaN, which is above nothing.
  return (products / squares) * Math.sqrt(sums.length) > autocorrelationZ
}
