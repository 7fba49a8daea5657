import type { Finding } from '@seaworthy/record'
import { decideWhole, finding, refuseShareOfNothing } from './finding.ts'
import { type Gate, gateId } from './gate.ts'
import { measureGauge } from './gauges/measure-gauge.ts'
import type { JudgeRequest } from './judge.ts'
import { gaugeOf, type Policy, requirePolicy } from './policy.ts'
import { rules } from './rules/rules.ts'
import { requireScored } from './scored.ts'

/** How many margins a candidate may lie below the anchor: one step is allowed, a staircase is not. */
export const anchorMargins = 2

/**
 * Judges a candidate against the anchor, the last release that was shown better: the primary metric's `non_inferior` gates at twice
 * their margin, so that small allowed losses cannot add up. The anchor's scores are `scored.baseline`.
 * @throws {EvaluationError} as `judge` does.
 */
export function judgeAnchor(request: JudgeRequest): readonly Finding[] {
  const policy = requirePolicy(request.policy)
  const gates = policy.gates.filter((gate) => isOfPrimary(gate, policy) && gate.rule === 'non_inferior')
  const wider = gates.map((gate) => ({ gate: { ...gate, bound: gate.bound * anchorMargins }, id: `${gateId(gate)}:anchor` }))
  return judgePrimary({ ...request, policy }, wider).map((one) => ({ ...one, evidence: { ...one.evidence, against: 'anchor' } }))
}

/**
 * Judges a candidate once more on a second test set: the primary metric's blocking gates, as they are.
 * @throws {EvaluationError} as `judge` does.
 */
export function judgeConfirmed({ dataset, ...request }: JudgeRequest & { readonly dataset: string }): readonly Finding[] {
  const policy = requirePolicy(request.policy)
  const compared = request.identical || request.scored.baseline !== null
  const gates = confirming(policy).filter(({ gate }) => compared || !isRelative(gate))
  return judgePrimary({ ...request, policy }, gates).map((one) => ({ ...one, evidence: { ...one.evidence, dataset } }))
}

/** The names of the gates that a second test set would be asked, where the policy names one. */
export function confirmGates(policy: Policy): readonly string[] {
  return policy.confirm ? confirming(requirePolicy(policy)).map(({ id }) => id) : []
}

function confirming(policy: Policy): readonly NamedGate[] {
  const gates = policy.gates.filter((gate) => isOfPrimary(gate, policy) && gate.onFail === 'block')
  return gates.map((gate) => ({ gate, id: `${gateId(gate)}:confirm` }))
}

interface NamedGate {
  readonly gate: Gate
  readonly id: string
}

function judgePrimary(request: JudgeRequest, gates: readonly NamedGate[]): readonly Finding[] {
  const { primary } = request.policy
  requireScored(request.scored)
  if (gates.length === 0) return []
  const measured = measureGauge(gaugeOf(request.policy, primary), request)
  return gates.map(({ gate, id }) => {
    refuseShareOfNothing(gate, measured)
    return { ...finding({ gate, primary, measured, decision: decideWhole(gate, measured, primary) }), id, gate: id }
  })
}

function isOfPrimary(gate: Gate, { primary }: Policy): boolean {
  return gate.metric === primary && gate.by.length === 0
}

function isRelative({ rule }: Gate): boolean {
  return rules[rule].about !== 'candidate'
}
