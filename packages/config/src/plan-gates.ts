import { type EvidenceLevel, type GatePlan, rules } from './plan.ts'
import type { RawGate, RawGates } from './schema.ts'

/** One plan per rule, in the order of the file and, within a gate, of {@link rules}. */
export function planGates(gates: RawGates, evidence: EvidenceLevel): readonly GatePlan[] {
  return Object.entries(gates).flatMap(([metric, one]) => (Array.isArray(one) ? one : [one]).flatMap((gate) => planRules(metric, gate, evidence)))
}

function planRules(metric: string, gate: RawGate, evidence: EvidenceLevel): readonly GatePlan[] {
  const onFail = gate.on_fail ?? 'block'
  const inconclusive = gate.inconclusive ?? onFail
  return rules.flatMap((rule) => {
    const bound = gate[rule]
    return bound === undefined ? [] : [{ metric, rule, bound, by: gate.by ?? [], onFail, inconclusive, evidence: gate.evidence ?? evidence }]
  })
}
