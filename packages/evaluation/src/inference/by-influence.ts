import type { Inference, Metric } from '@seaworthy/metrics'
import { clusteredEstimate, tInterval, tTest } from '@seaworthy/stats'
import type { Inferred } from './infer.ts'

export interface InfluenceRequest {
  readonly metric: Pick<Metric, 'inference'>
  readonly cluster: Int32Array | null
  readonly estimate: number
  readonly influence: Float64Array
}

/** Clustered inference by influence values: paired t and DeLong are what it is on independent rows. */
export function inferByInfluence({ metric, cluster, estimate, influence }: InfluenceRequest): Inferred {
  const { standardError, degreesOfFreedom, designEffect } = clusteredEstimate({ influence, cluster })
  const error = { standardError, degreesOfFreedom }
  return {
    quantity: {
      estimate,
      interval: tInterval({ estimate, ...error }),
      error,
      pValue: (boundary, alternative) => tTest({ estimate, ...error, boundary, alternative }),
    },
    method: cluster ? clustered[metric.inference] : independent[metric.inference],
    designEffect,
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
