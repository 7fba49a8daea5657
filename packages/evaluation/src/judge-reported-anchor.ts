import type { Finding } from '@seaworthy/record'
import { finding, refuseShareOfNothing } from './finding.ts'
import { gateId } from './gate.ts'
import { anchorMargins } from './judge-beside.ts'
import { decideReported, measuredBy, type ReportedRequest } from './judge-reported.ts'
import { requirePolicy } from './policy.ts'

/**
 * Judges results against those of the anchor, which stand as the baseline: the primary metric's `non_inferior` gates at twice their
 * margin, as `judgeAnchor` does of rows.
 * @throws {EvaluationError} as `judgeReported` does.
 */
export function judgeReportedAnchor(request: ReportedRequest): readonly Finding[] {
  const policy = requirePolicy(request.policy)
  const { primary } = policy
  const gates = policy.gates.filter(({ metric, by, rule }) => metric === primary && by.length === 0 && rule === 'non_inferior')
  if (gates.length === 0) return []
  const measured = measuredBy(request, policy, primary)
  return gates.map((gate) => {
    const wider = { ...gate, bound: gate.bound * anchorMargins }
    refuseShareOfNothing(wider, measured)
    const one = finding({ gate: wider, primary, measured, decision: decideReported(wider, measured, primary) })
    const id = `${gateId(gate)}:anchor`
    return { ...one, id, gate: id, evidence: { ...one.evidence, against: 'anchor' } }
  })
}
