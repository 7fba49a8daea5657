import type { Inference, Metric } from '@seaworthy/metrics'
import { blockDoublingOfClusters, clusteredEstimate, type StandardError, tInterval, tTest } from '@seaworthy/stats'
import { type ScoredRows, sumsByCluster } from '../scored.ts'
import type { Inferred } from './infer.ts'

export interface InfluenceRequest extends Pick<ScoredRows, 'cluster' | 'ordered'> {
  readonly metric: Pick<Metric, 'inference'>
  readonly estimate: number
  readonly influence: Float64Array
}

/** Clustered inference by influence values: paired t and DeLong are what it is on independent rows. */
export function inferByInfluence({ metric, cluster, ordered, estimate, influence }: InfluenceRequest): Inferred {
  const { standardError, degreesOfFreedom, designEffect } = clusteredEstimate({ influence, cluster })
  const blocks = cluster && ordered && isAutocorrelated(influence, cluster) ? blockDoublingOfClusters({ influence, cluster }) : null
  const error = blocks && blocks.standardError > standardError ? blocks : { standardError, degreesOfFreedom }
  return {
    quantity: tQuantity(estimate, error),
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
  return squares > 0 && (products / squares) * Math.sqrt(sums.length) > autocorrelationZ
}
