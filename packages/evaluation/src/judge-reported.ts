import type { Evidence, Warning } from '@seaworthy/record'
import { EvaluationError } from './errors.ts'
import { finding, settledBefore, tooWeak } from './finding.ts'
import type { Gate } from './gate.ts'
import { type Gauge, gauge } from './gauges/gauge.ts'
import type { Judgement } from './judge.ts'
import { applicableGates, measuredMetrics, type Policy, requirePolicy } from './policy.ts'
import type { Decision } from './rules/rule.ts'

type Numbers = Readonly<Record<string, number>>

export interface ReportedRequest {
  readonly policy: Policy
  /** Metric id to the value that someone else's code wrote. */
  readonly candidate: Numbers
  readonly baseline: Numbers | null
}

/**
 * Judges bare numbers: no rows, so no interval and nothing that could be shown about a difference. Absolute gates that accept
 * `reported` evidence are decided on the point; all else is inconclusive.
 * @throws {EvaluationError} `REPORTED_MISSING` where the primary metric or a gate's has no number, `REPORTED_INVALID` for one that the metric
 * cannot have, `GATE_INVALID`, `DUPLICATE_GATE`, `NO_BLOCKING_GATE`.
 * @throws {MetricsError} `UNKNOWN_METRIC`.
 */
export function judgeReported({ policy: asked, candidate, baseline }: ReportedRequest): Judgement {
  const policy = requirePolicy(asked)
  const known = measuredMetrics(policy).filter((id) => isGiven(policy, id, candidate))
  const evidence = new Map(known.map((id) => [id, point(gauge(id, policy.kind), candidate, baseline)]))
  const { applicable, notApplicable } = applicableGates(policy, (id) => evidence.get(id)?.baseline != null)
  const findings = applicable.flatMap((gate) => {
    const one = evidence.get(gate.metric)
    return one ? [finding({ gate, primary: policy.primary, measured: { evidence: one, paired: null }, decision: decidePoint(gate, one) })] : []
  })
  return {
    evidence: [...evidence.values()],
    findings,
    notApplicable,
    slicing: [],
    fairness: [],
    warnings: [...missingWarnings(policy, known), ...comparisonWarnings(evidence.values())],
  }
}

function isGiven({ primary, gates }: Policy, id: string, numbers: Numbers): boolean {
  if (Object.hasOwn(numbers, id)) return true
  if (id !== primary && !gates.some((gate) => gate.metric === id)) return false
  throw new EvaluationError('REPORTED_MISSING', `the reported metrics have no "${id}", which is judged`, {
    hint: `they have: ${Object.keys(numbers).join(', ') || '(none)'}`,
  })
}

function point(metric: Gauge, candidate: Numbers, baseline: Numbers | null): Evidence {
  const { id, better } = metric
  const value = reportedValue(metric, candidate, 'candidate')
  const other = baseline && Object.hasOwn(baseline, id) ? reportedValue(metric, baseline, 'baseline') : null
  const difference = other === null ? null : better === 'lower' ? other - value : value - other
  return {
    metric: id,
    title: metric.title,
    better,
    slice: null,
    level: 'reported',
    units: { rows: 0, clusters: 0 },
    candidate: value,
    candidateInterval: null,
    baseline: other,
    difference,
    standardError: null,
    interval: null,
    pValue: null,
    method: 'point',
    designEffect: null,
  }
}

function reportedValue({ id, range }: Gauge, numbers: Numbers, model: string): number {
  const value = numbers[id]
  const [least, most] = range
  if (value !== undefined && value >= least && value <= most) return value
  throw new EvaluationError('REPORTED_INVALID', `the ${model} reports ${id} = ${value}; it lies in [${least}, ${most}]`, {
    hint: 'write shares as 0.93, not as 93',
  })
}

function decidePoint(gate: Gate, evidence: Evidence): Decision {
  const settled = settledBefore(gate, evidence)
  if (settled) return settled
  switch (gate.rule) {
    case 'at_least':
      return evidence.candidate >= gate.bound ? pass('above_bound') : fail('shown_below_bound')
    case 'at_most':
      return evidence.candidate <= gate.bound ? pass('below_bound') : fail('shown_above_bound')
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

function comparisonWarnings(evidence: Iterable<Evidence>): readonly Warning[] {
  const compared = [...evidence].filter((one) => one.difference !== null).map((one) => one.metric)
  if (compared.length === 0) return []
  const message = `unverified point comparison of ${compared.join(', ')}: two numbers cannot show that a model is better or worse`
  return [{ code: 'UNVERIFIED_POINT_COMPARISON', message }]
}
