import type { EvaluateBody, Evidence, EvidenceLevel, Finding, Warning } from '@seaworthy/record'
import { decideWhole, finding, refuseShareOfNothing, settledBefore } from './finding.ts'
import type { Gate } from './gate.ts'
import { fairnessOf } from './gauges/fair-groups.ts'
import { measureGauge } from './gauges/measure-gauge.ts'
import type { Probed } from './gauges/probes.ts'
import { judgeSlices } from './judge-slices.ts'
import type { Measured } from './measure.ts'
import { applicableGates, gaugeOf, measuredMetrics, type NotApplicable, type Policy, requirePolicy } from './policy.ts'
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
  /** The groups of every column that a measure of fairness compares. */
  readonly fairness: NonNullable<EvaluateBody['fairness']>
  /** Of each metric, the value of each run of a recipe; left out where one model is judged. */
  readonly runs?: Readonly<Record<string, readonly number[]>>
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
  const whole = new Map(measuredMetrics(policy).map((id) => [id, measureGauge(gaugeOf(policy, id), request)]))
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
    fairness: fairnessOf(measuredMetrics(policy), scored),
    ...(scored.repeats?.length ? { runs: runsOf(all) } : {}),
    warnings: [
      ...clusterWarnings(all[0]?.evidence.units.clusters ?? 0),
      ...all.flatMap((measured) => measured.warnings),
      ...findings.flatMap((one) => marginWarning(one, whole.get(one.metric)?.paired ?? null)),
      ...sliceWarnings(slices.cuts, slices.measured),
      ...slices.warnings,
    ],
  }
}

function isJudgedBySlice(gate: Gate, whole: ReadonlyMap<string, Measured>): boolean {
  const measured = whole.get(gate.metric)
  return gate.by.length > 0 && measured !== undefined && settledBefore(gate, measured.evidence) === null
}

function judgeWhole(gate: Gate, whole: ReadonlyMap<string, Measured>, primary: string): readonly Finding[] {
  const measured = whole.get(gate.metric)
  return measured ? [finding({ gate, primary, measured, decision: decideWhole(gate, measured, primary) })] : []
}

function runsOf(measured: readonly Measured[]): NonNullable<Judgement['runs']> {
  return Object.fromEntries(measured.flatMap(({ evidence, runs }) => (runs ? [[evidence.metric, runs]] : [])))
}
