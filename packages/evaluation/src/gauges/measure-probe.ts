import type { Evidence, EvidenceLevel, Warning } from '@seaworthy/record'
import { alpha, mcnemar, normalQuantile, type PairedOutcomes, tangoInterval, tangoTest, tTest } from '@seaworthy/stats'
import type { Measured } from '../measure.ts'
import type { Quantity } from '../rules/rule.ts'
import type { Estimate, Probed, ProbeKind } from './probes.ts'

/**
 * Evidence of what a probe found: a value, its ratio to the baseline's, and the difference, oriented so that more is better, where it is
 * known: of exact numbers, and of shares of the same rows, by Tango's interval.
 */
export function measureProbe(kind: ProbeKind, found: Probed, level: EvidenceLevel): Measured {
  const { id, title, better } = kind
  const { candidate, baseline, ratio, units, clusters = units } = found
  const paired = differenceOf(kind, found)
  const exact = candidate.interval === null
  const evidence: Evidence = {
    metric: id,
    title,
    better,
    slice: null,
    level,
    units: { rows: units, clusters },
    candidate: candidate.value,
    candidateInterval: candidate.interval,
    baseline: baseline?.value ?? null,
    difference: paired?.estimate ?? null,
    standardError: null,
    interval: paired?.interval ?? null,
    pValue: exact ? null : (paired?.pValue(0, 'two_sided') ?? null),
    method: exact ? 'exact' : 'probe',
    designEffect: null,
    ...(ratio ? { ratio } : {}),
  }
  return { evidence, own: quantityOf(candidate), paired, ratio: ratio && quantityOf(ratio), warnings: warningsOf(found) }
}

function differenceOf({ better }: ProbeKind, { candidate, baseline, paired = null }: Probed): Quantity | null {
  if (baseline === null) return null
  const sign = better === 'lower' ? -1 : 1
  if (paired !== null && paired.units > 0) return differenceOfShares(sign, paired)
  if (candidate.interval !== null || baseline.interval !== null) return null
  return quantityOf({ value: sign * (candidate.value - baseline.value), interval: null })
}

function differenceOfShares(sign: 1 | -1, { candidateOnly, baselineOnly, units }: PairedOutcomes): Quantity {
  const outcomes: PairedOutcomes =
    sign === 1 ? { candidateOnly, baselineOnly, units } : { candidateOnly: baselineOnly, baselineOnly: candidateOnly, units }
  const interval = tangoInterval(outcomes)
  return {
    estimate: (outcomes.candidateOnly - outcomes.baselineOnly) / units,
    interval,
    error: { standardError: (interval[1] - interval[0]) / 2 / normalQuantile(1 - alpha), degreesOfFreedom: units - 1 },
    pValue: (boundary, alternative) =>
      boundary === 0 && alternative === 'two_sided' ? mcnemar({ outcomes, alternative, p: 'mid' }) : tangoTest({ outcomes, boundary, alternative }),
  }
}

function warningsOf({ id, notes = [] }: Probed): readonly Warning[] {
  return notes.map((note) => ({ code: 'PROBE_LIMITED', message: `${id}: ${note}` }))
}

// Without an interval the number is exact: bytes, parameters.
function quantityOf({ value, interval }: Estimate): Quantity {
  const error = { standardError: 0, degreesOfFreedom: 1 }
  if (interval !== null) return { estimate: value, interval, error, pValue: () => null }
  const pValue: Quantity['pValue'] = (boundary, alternative) => tTest({ estimate: value, boundary, alternative, ...error })
  return { estimate: value, interval: [value, value], error, pValue }
}
