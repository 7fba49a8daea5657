import type { RowsKind } from '@seaworthy/metrics'
import type { EvidenceLevel, Rule } from '@seaworthy/record'
import { EvaluationError } from './errors.ts'
import { gauge } from './gauges/gauge.ts'
import { rules } from './rules/rules.ts'

/** One rule about one metric: of all rows, or of each value of some columns. */
export interface Gate {
  readonly metric: string
  readonly rule: Rule
  /** A margin or gain in the metric's own unit, the threshold of `at_least` and `at_most`, or the ratio of `at_most_times`. */
  readonly bound: number
  /** A margin that is a share of the baseline's value; then `bound` is that share. */
  readonly relative: boolean
  /** What an absolute bound or a ratio is held against: the interval's bound, or by choice the point alone. */
  readonly on: 'bound' | 'point'
  /** Columns whose values are judged one by one; empty: all rows together. Only for `no_regression`. */
  readonly by: readonly string[]
  readonly onFail: 'block' | 'warn'
  readonly inconclusive: 'block' | 'warn'
  /** The weakest evidence on which the gate may pass or fail. */
  readonly evidence: EvidenceLevel
}

/** By what a candidate is judged. */
export interface Policy {
  /** What kind of rows its metrics read. */
  readonly kind: RowsKind
  readonly primary: string
  readonly metrics: readonly string[]
  readonly gates: readonly Gate[]
}

/** The name of a gate: `roc_auc:non_inferior`, `log_loss:no_regression:by=origin`. */
export function gateId({ metric: id, rule, by }: Pick<Gate, 'metric' | 'rule' | 'by'>): string {
  return by.length === 0 ? `${id}:${rule}` : `${id}:${rule}:by=${by.join(',')}`
}

/** Every metric that is measured: those of the policy, then what its gates ask for besides. */
export function measuredMetrics({ primary, metrics, gates }: Policy): readonly string[] {
  return [...new Set([primary, ...metrics, ...gates.map((gate) => gate.metric)])]
}

/**
 * Refuses a policy that cannot be judged by.
 * @throws {MetricsError} `UNKNOWN_METRIC`.
 * @throws {EvaluationError} `GATE_INVALID`, `DUPLICATE_GATE`.
 */
export function requirePolicy(policy: Policy): void {
  for (const id of measuredMetrics(policy)) gauge(id, policy.kind)
  for (const gate of policy.gates) requireGate(gate, policy.kind)
  const targets = policy.gates.flatMap(({ metric: id, rule, by }) => (by.length === 0 ? [''] : by).map((column) => `${id}:${rule}:${column}`))
  const twice = targets.find((target, at) => targets.indexOf(target) !== at)
  if (twice) throw new EvaluationError('DUPLICATE_GATE', `two gates ask for ${twice.replace(/:$/, '')}`, { hint: 'keep one of them' })
}

function requireGate(gate: Gate, kind: RowsKind): void {
  const name = gateId(gate)
  if (!Number.isFinite(gate.bound)) throw new EvaluationError('GATE_INVALID', `gate ${name}: its bound is ${gate.bound}`)
  if (rules[gate.rule].about === 'difference' && gate.bound < 0)
    throw new EvaluationError('GATE_INVALID', `gate ${name}: its margin ${gate.bound} is negative`, { hint: 'a margin is a size: 0.005' })
  if (rules[gate.rule].about === 'difference' && gauge(gate.metric, kind).better === 'neither')
    throw new EvaluationError('GATE_INVALID', `gate ${name}: neither more nor less ${gate.metric} is better, so models cannot be compared by it`, {
      hint: 'give it absolute bounds: at_least and at_most',
    })
  if (gate.by.length > 0 && gate.rule !== 'no_regression')
    throw new EvaluationError('GATE_INVALID', `gate ${name}: ${gate.rule} cannot be cut by columns`, { hint: 'only no_regression takes `by`' })
}

export interface NotApplicable {
  readonly gate: string
  readonly reason: 'no_baseline'
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
    hint: `add an absolute gate on the primary metric: ${policy.primary}: { ${gauge(policy.primary, policy.kind).better !== 'lower' ? 'at_least' : 'at_most'}: … }`,
  })
}
