import type { EvidenceLevel } from '@seaworthy/record'
import { EvaluationError } from '../errors.ts'
import { type Measured, measure } from '../measure.ts'
import type { Scored } from '../scored.ts'
import type { Gauge } from './gauge.ts'
import { measureFairness } from './measure-fairness.ts'
import { measureProbe } from './measure-probe.ts'
import type { Probed } from './probes.ts'

export interface GaugeRequest {
  readonly scored: Scored
  readonly level: EvidenceLevel
  readonly identical: boolean
  readonly testSet: string
  readonly probes?: readonly Probed[]
}

/**
 * Whatever a gate can be put on, measured on all rows.
 * @throws {EvaluationError} `PROBE_MISSING`, `METRIC_UNDEFINED`.
 * @throws {MetricsError} where labels or scores are unusable.
 */
export function measureGauge(one: Gauge, { scored, level, identical, testSet, probes = [] }: GaugeRequest): Measured {
  switch (one.kind) {
    case 'metric':
      return measure({ metric: one.metric, rows: scored, slice: null, level, identical, seed: testSet })
    case 'fairness':
      return measureFairness({ metric: one.metric, scored, level, identical, seed: testSet })
    case 'probe':
      return measureProbe(one.probe, probeNamed(probes, one.id), level)
    case 'declared':
      throw new EvaluationError('REPORTED_MISSING', `the policy names ${one.id}, which only results of another tool can say`, {
        hint: 'take a metric of the catalogue, or let a harness measure it: evaluate.run',
      })
  }
}

function probeNamed(probes: readonly Probed[], id: string): Probed {
  const found = probes.find((one) => one.id === id)
  if (found) return found
  throw new EvaluationError('PROBE_MISSING', `the policy names ${id}, which was not measured`, {
    hint: 'it needs a model file that can be run here',
  })
}
