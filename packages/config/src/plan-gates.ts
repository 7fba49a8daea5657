import { planCut } from './cut.ts'
import { parseShare } from './margin.ts'
import { type Direction, type EvidenceLevel, type GatePlan, type Rule, rules } from './plan.ts'
import type { RawGate, RawGates } from './schema.ts'

/** Rules about the difference to production. */
export const differences: readonly Rule[] = ['non_inferior', 'superior', 'no_regression']

/** One plan per rule, in the order of the file and, within a gate, of {@link rules}. */
export function planGates(gates: RawGates, evidence: EvidenceLevel): readonly GatePlan[] {
  return Object.entries(gates).flatMap(([metric, one]) => (Array.isArray(one) ? one : [one]).flatMap((gate) => planRules(metric, gate, evidence)))
}

/** The four-fifths rule: `demographic_parity_ratio@COLUMN: { at_least: 0.8 }` for each column. */
export function fourFifths(columns: readonly string[], evidence: EvidenceLevel): readonly GatePlan[] {
  const gate = { rule: 'at_least', bound: 0.8, relative: false, on: 'bound', by: [], onFail: 'block', inconclusive: 'block', evidence } as const
  return [...new Set(columns)].map((column) => ({ metric: `demographic_parity_ratio@${column}`, ...gate }))
}

/** Which way is better, of the metrics whose gates say it. */
export function planDirections(gates: RawGates): Readonly<Record<string, Direction>> {
  return Object.fromEntries(
    Object.entries(gates).flatMap(([metric, one]) => {
      const better = (Array.isArray(one) ? one : [one]).find((gate) => gate.better !== undefined)?.better
      return better === undefined ? [] : [[metric, better] as const]
    }),
  )
}

function planRules(metric: string, gate: RawGate, evidence: EvidenceLevel): readonly GatePlan[] {
  return rules.flatMap((rule) => {
    const written = gate[rule]
    if (written === undefined) return []
    const share = typeof written === 'string' ? parseShare(written) : null
    const bound = typeof written === 'string' ? (share ?? 0) : written
    const by = (gate.by ?? []).map(planCut)
    const effect = effectsOf(metric, gate, rule)
    return [{ metric, rule, bound, relative: share !== null, on: heldAgainst(gate, rule), by, ...effect, evidence: gate.evidence ?? evidence }]
  })
}

// A difference is never held against its point: with equal models that is a coin flip.
function heldAgainst({ on = 'bound' }: RawGate, rule: Rule): GatePlan['on'] {
  return differences.includes(rule) ? 'bound' : on
}

// Machines are noisy: what is compared by its ratio warns, unless it is said to block. So do errors of calibration in bins, which
// move with the number of bins and of rows.
function effectsOf(metric: string, gate: RawGate, rule: Rule): Pick<GatePlan, 'onFail' | 'inconclusive'> {
  const onFail =
    gate.on_fail ?? (rule === 'at_least_times' || rule === 'at_most_times' || /^(ece|brier_reliability)(_|$)/.test(metric) ? 'warn' : 'block')
  return { onFail, inconclusive: gate.inconclusive ?? onFail }
}
