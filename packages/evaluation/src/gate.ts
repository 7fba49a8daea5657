import type { EvidenceLevel, Rule } from '@seaworthy/record'

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
  /** What tells it apart from gates of the same metric and rule, where there are any: `0.005`. */
  readonly label?: string
}

/** The name of a gate: `roc_auc:non_inferior`, `roc_auc:non_inferior=0.005`, `log_loss:no_regression:by=origin`. */
export function gateId(gate: Pick<Gate, 'metric' | 'rule' | 'by' | 'label'>): string {
  const { by } = gate
  return by.length === 0 ? askedOf(gate) : `${askedOf(gate)}:by=${by.join(',')}`
}

/** The name of a gate without its columns. */
export function askedOf({ metric: id, rule, label }: Pick<Gate, 'metric' | 'rule' | 'label'>): string {
  return label === undefined ? `${id}:${rule}` : `${id}:${rule}=${label}`
}
