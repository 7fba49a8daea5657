import type { EvaluateBody, Evidence, EvidenceLevel, Finding, Warning } from '@seaworthy/record'
import { EvaluationError } from './errors.ts'
import { decideWhole, finding, settledBefore } from './finding.ts'
import { type Gate, gateId } from './gate.ts'
import { type Gauge, gauge } from './gauges/gauge.ts'
import { measureFairness } from './gauges/measure-fairness.ts'
import { measureProbe } from './gauges/measure-probe.ts'
import type { Probed } from './gauges/probes.ts'
import { judgeSlices } from './judge-slices.ts'
import { type Measured, measure } from './measure.ts'
import { applicableGates, measuredMetrics, type NotApplicable, type Policy, requirePolicy } from './policy.ts'
import { requireScored, type Scored } from './scored.ts'
import { clusterWarnings, marginWarning, sliceWarnings } from './warnings.ts'

export interface JudgeRequest {
  readonly policy: Policy
  readonly scored: Scored
  readonly level: EvidenceLevel
  /** The candidate's bytes are production's; `scored.baseline` may then be null. */
  readonly identical: boolean
  /** The digest of the test set: resamples are drawn by it, so that nobody can draw again. */
  readonly testSet: string
  /** What running the models showed; one for each probe that the policy names. */
  readonly probes?: readonly Probed[]
}

/** What the evaluation stage writes into its body. */
export interface Judgement {
  /** Of every metric on all rows, then of the slices that gates asked for. */
  readonly evidence: readonly Evidence[]
  readonly findings: readonly Finding[]
  readonly notApplicable: readonly NotApplicable[]
  readonly slicing: EvaluateBody['slicing']
  readonly warnings: readonly Warning[]
}

/**
 * Judges a candidate by a policy, on rows that both models scored. Pure: equal input, equal judgement.
 * @throws {EvaluationError} `GATE_INVALID`, `DUPLICATE_GATE`, `NO_BLOCKING_GATE`, `LENGTH_MISMATCH`, `CODE_INVALID`,
 * `UNKNOWN_SLICE_COLUMN`, `TOO_MANY_SLICES`, `METRIC_UNDEFINED`, `SHARE_OF_NOTHING`.
 * @throws {MetricsError} for unknown metrics, and for labels or scores that are unusable, with the row.
 */
export function judge(request: JudgeRequest): Judgement {
  const { scored, level, identical, testSet } = request
  const policy = requirePolicy(request.policy)
  requireScored(scored)
  const { primary } = policy
  const { applicable, notApplicable } = applicableGates(policy, () => identical || scored.baseline !== null)
  const whole = new Map(measuredMetrics(policy).map((id) => [id, measureGauge(gauge(id, policy.kind), request)]))
  for (const gate of applicable) refuseShareOfNothing(gate, whole.get(gate.metric))
  const gates = applicable.filter((gate) => isJudgedBySlice(gate, whole))
  const slices = judgeSlices({ gates, policy, scored, level, whole, testSet })
  const findings = applicable.flatMap((gate) => slices.findings.get(gate) ?? judgeWhole(gate, whole, primary))
  const all = [...whole.values()]
  return {
    evidence: [...all, ...slices.measured].map((measured) => measured.evidence),
    findings,
    notApplicable,
    slicing: slices.cuts.map(({ column, counts }) => ({ column, ...counts })),
    warnings: [
      ...clusterWarnings(all[0]?.evidence.units.clusters ?? 0),
      ...all.flatMap((measured) => measured.warnings),
      ...findings.flatMap((one) => marginWarning(one, whole.get(one.metric)?.paired ?? null)),
      ...sliceWarnings(slices.cuts, slices.measured),
    ],
  }
}

function measureGauge(one: Gauge, { scored, level, identical, testSet, probes = [] }: JudgeRequest): Measured {
  switch (one.kind) {
    case 'metric':
      return measure({ metric: one.metric, rows: scored, slice: null, level, identical, seed: testSet })
    case 'fairness':
      return measureFairness({ metric: one.metric, scored, level, identical, seed: testSet })
    case 'probe':
      return measureProbe(one.probe, probeNamed(probes, one.id), level)
  }
}

function probeNamed(probes: readonly Probed[], id: string): Probed {
  const found = probes.find((one) => one.id === id)
  if (found) return found
  throw new EvaluationError('PROBE_MISSING', `the policy names ${id}, which was not measured`, {
    hint: 'it needs a model file that can be run here',
  })
}

/** A share of nothing would be a margin of nothing, whatever the share. */
export function refuseShareOfNothing(gate: Gate, measured: Measured | undefined): void {
  if (!gate.relative || !measured || measured.evidence.method === 'identity' || measured.evidence.baseline !== 0) return
  throw new EvaluationError('SHARE_OF_NOTHING', `gate ${gateId(gate)}: the baseline's ${gate.metric} is 0, and its margin is a share of that`, {
    hint: "write the margin as a number in the metric's own unit",
  })
}

function isJudgedBySlice(gate: Gate, whole: ReadonlyMap<string, Measured>): boolean {
  const measured = whole.get(gate.metric)
  return gate.by.length > 0 && measured !== undefined && settledBefore(gate, measured.evidence) === null
}

function judgeWhole(gate: Gate, whole: ReadonlyMap<string, Measured>, primary: string): readonly Finding[] {
  const measured = whole.get(gate.metric)
  return measured ? [finding({ gate, primary, measured, decision: decideWhole(gate, measured, primary) })] : []
}
