import type { Evidence, EvidenceLevel } from '@seaworthy/record'
import type { Measured } from '../measure.ts'
import type { Quantity } from '../rules/rule.ts'
import type { Estimate, Probed, ProbeKind } from './probes.ts'

/** Evidence of what a probe found: a value, and its ratio to the baseline's. */
export function measureProbe({ id, title, better }: ProbeKind, found: Probed, level: EvidenceLevel): Measured {
  const { candidate, baseline, ratio, units } = found
  const evidence: Evidence = {
    metric: id,
    title,
    better,
    slice: null,
    level,
    units: { rows: units, clusters: units },
    candidate: candidate.value,
    candidateInterval: candidate.interval,
    baseline: baseline?.value ?? null,
    difference: null,
    standardError: null,
    interval: null,
    pValue: null,
    method: 'probe',
    designEffect: null,
    ...(ratio ? { ratio } : {}),
  }
  return { evidence, own: quantityOf(candidate), paired: null, ratio: ratio && quantityOf(ratio), warnings: [] }
}

// Without an interval the number is exact: bytes, parameters.
function quantityOf({ value, interval }: Estimate): Quantity {
  return { estimate: value, interval: interval ?? [value, value], error: { standardError: 0, degreesOfFreedom: 1 }, pValue: () => null }
}
