import type { RowsKind } from '@seaworthy/metrics'
import { distinguishGates } from './distinguish-gates.ts'
import { EvaluationError } from './errors.ts'
import { type Gate, gateId } from './gate.ts'
import { type Declared, type Gauge, gauge } from './gauges/gauge.ts'
import { rules } from './rules/rules.ts'

/** By what a candidate is judged. */
export interface Policy {
  /** What kind of rows its metrics read. */
  readonly kind: RowsKind
  readonly primary: string
  readonly metrics: readonly string[]
  readonly gates: readonly Gate[]
  /** Whether the primary metric is also held against the last release shown better. Left out: it is. */
  readonly anchor?: boolean
  /** A second test set, on which the primary metric's blocking gates are judged once more, at publishing. */
  readonly confirm?: string | null
  /** Names that only another tool knows. */
  readonly declared?: Declared
}

/**
 * What a name stands for in a policy.
 * @throws {MetricsError} `UNKNOWN_METRIC`, `METRIC_PARAMETER`.
 */
export function gaugeOf({ kind, declared }: Pick<Policy, 'kind' | 'declared'>, id: string): Gauge {
  return gauge(id, kind, declared)
}

/** Every metric that is measured: those of the policy, then what its gates ask for besides. */
export function measuredMetrics({ primary, metrics, gates }: Policy): readonly string[] {
  return [...new Set([primary, ...metrics, ...gates.map((gate) => gate.metric)])]
}

/**
 * The policy with a name for each gate; refuses one that cannot be judged by.
 * @throws {MetricsError} `UNKNOWN_METRIC`.
 * @throws {EvaluationError} `GATE_INVALID`, `DUPLICATE_GATE`.
 */
export function requirePolicy(policy: Policy): Policy {
  for (const id of measuredMetrics(policy)) gaugeOf(policy, id)
  for (const gate of policy.gates) requireGate(gate, policy)
  return { ...policy, gates: distinguishGates(policy.gates) }
}

function requireGate(gate: Gate, policy: Policy): void {
  const refuse = (what: string, hint: string): never => {
    throw new EvaluationError('GATE_INVALID', `gate ${gateId(gate)}: ${what}`, { hint })
  }
  const comparing = rules[gate.rule].about === 'difference'
  if (!Number.isFinite(gate.bound)) refuse(`its bound is ${gate.bound}`, 'a bound is a finite number')
  if (comparing && gate.bound < 0) refuse(`its margin ${gate.bound} is negative`, 'a margin is a size: 0.005')
  if (comparing && gaugeOf(policy, gate.metric).better === 'neither')
    refuse(`neither more nor less ${gate.metric} is better, so models cannot be compared by it`, 'give it absolute bounds: at_least and at_most')
  if (comparing && gate.on === 'point')
    refuse(`${gate.rule} cannot be held against a bare difference`, 'with equal models that is a coin flip: `on: point` is for at_least and at_most')
  if (!comparing && gate.relative) refuse(`${gate.rule} takes no share of the baseline's value`, 'write the bound as a number')
  if (gate.by.length > 0 && gate.rule !== 'no_regression') refuse(`${gate.rule} cannot be cut by columns`, 'only no_regression takes `by`')
}

export interface NotApplicable {
  readonly gate: string
  readonly reason: 'no_baseline' | 'at_publishing'
}

/**
 * The gates that apply: without a baseline, those about a difference do not.
 * @throws {EvaluationError} `NO_BLOCKING_GATE` where none that applies can block: such a policy would pass anything.
 */
export function applicableGates(
  policy: Policy,
  hasBaseline: (metric: string) => boolean,
): { readonly applicable: readonly Gate[]; readonly notApplicable: readonly NotApplicable[] } {
  const applies = (gate: Gate): boolean => rules[gate.rule].about === 'candidate' || hasBaseline(gate.metric)
  const applicable = policy.gates.filter(applies)
  const notApplicable = policy.gates.filter((gate) => !applies(gate)).map((gate) => ({ gate: gateId(gate), reason: 'no_baseline' as const }))
  if (applicable.some((gate) => gate.onFail === 'block')) return { applicable, notApplicable }
  const without = notApplicable.length > 0 ? ' without a baseline' : ''
  throw new EvaluationError('NO_BLOCKING_GATE', `no gate that can block applies${without}`, {
    hint: `add an absolute gate on the primary metric: ${policy.primary}: { ${gaugeOf(policy, policy.primary).better !== 'lower' ? 'at_least' : 'at_most'}: … }`,
  })
}
