import type { EvidenceLevel, Warning } from '@seaworthy/record'
import { EvaluationError } from './errors.ts'
import { decideWhole, finding, refuseShareOfNothing, settledBefore, tooWeak } from './finding.ts'
import type { Gate } from './gate.ts'
import type { Judgement } from './judge.ts'
import type { Measured } from './measure.ts'
import { measureReported, type Reported } from './measure-reported.ts'
import type { Outcomes, Samples } from './outcomes.ts'
import { applicableGates, gaugeOf, measuredMetrics, type Policy, requirePolicy } from './policy.ts'
import type { Decision } from './rules/rule.ts'
import { rules } from './rules/rules.ts'
import { clusterWarnings, marginWarning } from './warnings.ts'

type Numbers = Readonly<Record<string, number>>

export interface ReportedRequest {
  readonly policy: Policy
  /** Metric id to the value that someone else's code wrote. */
  readonly candidate: Numbers
  readonly baseline: Numbers | null
  /** What single units got, by metric: with it a metric is judged as measured on paired units. Left out: bare numbers. */
  readonly samples?: { readonly candidate: Samples; readonly baseline: Samples | null }
  /** Whose code wrote them. Left out: code that saw the labels. */
  readonly level?: EvidenceLevel
  /** The candidate's bytes are production's. */
  readonly identical?: boolean
  /** The digest of what both were measured on, by which resamples are drawn. */
  readonly testSet?: string
}

/**
 * Judges results of another tool. Where they hold the outcomes of single units, of both models, a metric is compared as on any paired
 * units; bare numbers have no interval, and nothing could be shown about their difference: absolute gates that accept such evidence are
 * decided on the point, all else is inconclusive.
 * @throws {EvaluationError} `REPORTED_MISSING` where the primary metric or a gate's has no number, `REPORTED_INVALID` for one that the metric
 * cannot have, `UNITS_DIFFER`, `OUTCOME_INVALID`, `GATE_INVALID`, `DUPLICATE_GATE`, `NO_BLOCKING_GATE`, `SHARE_OF_NOTHING`.
 * @throws {MetricsError} `UNKNOWN_METRIC`.
 */
export function judgeReported(request: ReportedRequest): Judgement {
  const policy = requirePolicy(request.policy)
  const known = measuredMetrics(policy).filter((id) => isGiven(policy, id, request.candidate))
  const measured = new Map(known.map((id) => [id, measuredBy(request, policy, id)]))
  const { applicable, notApplicable } = applicableGates(policy, (id) => measured.get(id)?.evidence.baseline != null)
  for (const gate of applicable) refuseShareOfNothing(gate, measured.get(gate.metric))
  const findings = applicable.flatMap((gate) => {
    const one = measured.get(gate.metric)
    return one ? [finding({ gate, primary: policy.primary, measured: one, decision: decideReported(gate, one, policy.primary) })] : []
  })
  const all = [...measured.values()]
  const sampled = all.filter(isSampled)
  return {
    evidence: all.map(({ evidence }) => evidence),
    findings,
    notApplicable,
    slicing: [],
    fairness: [],
    warnings: [
      ...missingWarnings(policy, known),
      ...(sampled.length > 0 ? clusterWarnings(Math.min(...sampled.map(({ evidence }) => evidence.units.clusters))) : []),
      ...all.flatMap(({ warnings }) => warnings),
      ...findings.flatMap((one) => marginWarning(one, measured.get(one.metric)?.paired ?? null)),
      ...comparisonWarnings(all),
    ],
  }
}

function isGiven({ primary, gates }: Policy, id: string, numbers: Numbers): boolean {
  if (Object.hasOwn(numbers, id)) return true
  if (id !== primary && !gates.some((gate) => gate.metric === id)) return false
  throw new EvaluationError('REPORTED_MISSING', `the reported metrics have no "${id}", which is judged`, {
    hint: `they have: ${Object.keys(numbers).join(', ') || '(none)'}`,
  })
}

/** One metric of some results. */
export function measuredBy({ candidate, baseline, samples, level, identical, testSet }: ReportedRequest, policy: Policy, id: string): Measured {
  const outcomes = (of: Samples | null | undefined): Outcomes | null => (of && Object.hasOwn(of, id) ? (of[id] ?? null) : null)
  const value = (numbers: Numbers): number | null => (Object.hasOwn(numbers, id) ? (numbers[id] ?? null) : null)
  const other: Reported | null = baseline && { value: value(baseline), outcomes: outcomes(samples?.baseline) }
  return measureReported({
    gauge: gaugeOf(policy, id),
    candidate: { value: value(candidate) ?? Number.NaN, outcomes: outcomes(samples?.candidate) },
    baseline: other,
    level: level ?? 'reported',
    identical: identical ?? false,
    seed: testSet ?? '',
  })
}

function isSampled({ evidence }: Measured): boolean {
  return evidence.units.rows > 0
}

/** A gate on results: as any other where units were paired, on the bare number else. */
export function decideReported(gate: Gate, measured: Measured, primary: string): Decision {
  const settled = settledBefore(gate, measured.evidence)
  if (settled) return settled
  const isCompared = rules[gate.rule].about !== 'candidate'
  if (isSampled(measured) && (!isCompared || measured.paired)) return decideWhole(gate, measured, primary)
  return decidePoint(gate, measured.evidence.candidate)
}

function decidePoint({ rule, bound }: Gate, value: number): Decision {
  switch (rule) {
    case 'at_least':
      return value >= bound ? pass('above_bound') : fail('shown_below_bound')
    case 'at_most':
      return value <= bound ? pass('below_bound') : fail('shown_above_bound')
    case 'non_inferior':
    case 'superior':
    case 'no_regression':
    case 'at_least_times':
    case 'at_most_times':
      return tooWeak
  }
}

function pass(reason: Decision['reason']): Decision {
  return { verdict: 'pass', reason, pRule: null }
}

function fail(reason: Decision['reason']): Decision {
  return { verdict: 'fail', reason, pRule: null }
}

function missingWarnings(policy: Policy, known: readonly string[]): readonly Warning[] {
  const missing = measuredMetrics(policy).filter((id) => !known.includes(id))
  return missing.map((id) => ({ code: 'METRIC_NOT_REPORTED', message: `the policy lists ${id}, but no number was reported` }))
}

function comparisonWarnings(measured: readonly Measured[]): readonly Warning[] {
  const bare = measured.filter(({ evidence, paired }) => evidence.difference !== null && evidence.method !== 'identity' && paired === null)
  if (bare.length === 0) return []
  const compared = bare.map(({ evidence }) => evidence.metric)
  const message = `unverified point comparison of ${compared.join(', ')}: two numbers cannot show that a model is better or worse`
  return [{ code: 'UNVERIFIED_POINT_COMPARISON', message }]
}
