import { gateId, type Judgement, type Policy, requirePolicy } from '@seaworthy/evaluation'
import type { EvaluateBody, Finding } from '@seaworthy/record'
import type { Decide } from './decide.ts'

/**
 * There is a model in production, and nobody could say what it says of this test set: gates that compare with it are then undecided,
 * never left out as they are where there is no production at all.
 */
export function decideWithout(decide: Decide, units: EvaluateBody['units']): Decide {
  return units?.baseline === 'missing' ? (policy) => undecided(decide(policy), policy) : decide
}

function undecided(judged: Judgement, policy: Policy): Judgement {
  const isWaiting = ({ reason }: Judgement['notApplicable'][number]) => reason === 'no_baseline'
  const waiting = new Set(judged.notApplicable.filter(isWaiting).map(({ gate }) => gate))
  // Under the names by which they were judged: gates that share their rule are told apart there.
  const findings = requirePolicy(policy)
    .gates.filter((gate) => waiting.has(gateId(gate)))
    .flatMap((gate) => finding(gate, { judged, policy }))
  return { ...judged, findings: [...judged.findings, ...findings], notApplicable: judged.notApplicable.filter((one) => !isWaiting(one)) }
}

type Gate = Policy['gates'][number]

function finding(gate: Gate, { judged, policy }: { readonly judged: Judgement; readonly policy: Policy }): readonly Finding[] {
  const evidence = judged.evidence.find(({ metric, slice }) => metric === gate.metric && slice === null)
  if (!evidence) return []
  const { metric, rule, bound } = gate
  const undecidable = { pRule: null, adjustedP: null, passIfEqual: null, minimumDetectableEffect: null, unitsToDecide: null }
  return [
    {
      id: gateId(gate),
      gate: gateId(gate),
      metric,
      rule,
      bound,
      primary: metric === policy.primary,
      verdict: 'inconclusive',
      effect: gate.inconclusive,
      reason: 'baseline_missing',
      evidence,
      ...undecidable,
    },
  ]
}
