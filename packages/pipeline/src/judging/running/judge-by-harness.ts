import { type Judgement, judgeReported, judgeReportedAnchor, type Policy, type Selected, selectionOf } from '@seaworthy/evaluation'
import type { Digest, EvaluateBody, EvidenceLevel } from '@seaworthy/record'
import type { Line } from '../../line.ts'
import type { Plan } from '../../plan-document.ts'
import type { Decide } from '../decide.ts'
import { decideWithout } from '../missing-baseline.ts'
import { candidatesJudged } from '../selection.ts'
import { bindingWaivers } from '../waivers.ts'
import { type AnchorQuestion, type HarnessAnchor, harnessAnchor } from './harness-anchor.ts'
import { namedResults } from './harness-results.ts'
import type { MeasuredPair } from './measured-pair.ts'

export interface HarnessJudgement {
  readonly decide: Decide
  readonly anchor: HarnessAnchor | null
  /** How many candidates these documents have judged; null where nobody may say, or the bytes are production's. */
  readonly selected: Selected | null
}

interface Question extends Omit<AnchorQuestion, 'candidate'> {
  readonly plan: Plan
  readonly binding: boolean
  readonly pair: MeasuredPair
  /** What both models were measured on. */
  readonly test: Digest
  readonly model: Digest
  readonly level: EvidenceLevel
  readonly units: EvaluateBody['units']
}

/** Judges results by each policy: against production, against the anchor, and where it binds with what was waived. */
export async function judgeByHarness(line: Line, question: Question): Promise<HarnessJudgement> {
  const { policies, pair, production, model, binding, planned } = question
  const identical = production?.described.digest === model
  const asksForAnchor = [policies.judging, policies.proposed].some((one) => one?.policy.anchor === true)
  const anchor = identical || !asksForAnchor ? null : await harnessAnchor(line, { ...question, candidate: pair.candidate })
  const unwaived = remembered(deciderOf(question, { identical, anchor }))
  const waive = binding ? await bindingWaivers(line, planned) : null
  const decide: Decide = (policy) => {
    const judged = unwaived(policy)
    return waive && policy === policies.judging.policy ? { ...judged, findings: waive(judged.findings) } : judged
  }
  return { decide, anchor, selected: identical ? null : await selectedFor(line, question, unwaived(policies.judging.policy)) }
}

interface Beside {
  readonly identical: boolean
  readonly anchor: HarnessAnchor | null
}

function deciderOf({ pair, level, test, units }: Question, { identical, anchor }: Beside): Decide {
  const candidate = namedResults(pair.candidate)
  const against = (policy: Policy, results: MeasuredPair['baseline']) => {
    const baseline = results && namedResults(results)
    const samples = { candidate: candidate.samples, baseline: baseline?.samples ?? null }
    return { policy, candidate: candidate.numbers, baseline: baseline?.numbers ?? null, samples, level, testSet: test }
  }
  return decideWithout((policy) => {
    const judged = judgeReported({ ...against(policy, pair.baseline), identical })
    if (policy.anchor === false || anchor === null) return judged
    const findings = anchor.results ? judgeReportedAnchor(against(policy, anchor.results)) : []
    return { ...judged, findings: [...judged.findings, ...findings], warnings: [...judged.warnings, ...anchor.warnings] }
  }, units)
}

function remembered(decide: Decide): Decide {
  const known = new Map<Policy, Judgement>()
  return (policy) => {
    const judged = known.get(policy) ?? decide(policy)
    known.set(policy, judged)
    return judged
  }
}

async function selectedFor(line: Line, { plan, planned, policies, test, model, production }: Question, judged: Judgement): Promise<Selected | null> {
  const { primary } = policies.judging.policy
  const candidates = await candidatesJudged(line, { plan, planned, test, candidate: { digest: model }, baseline: production })
  return candidates === null ? null : selectionOf(candidates, judged.evidence.find(({ metric }) => metric === primary) ?? null)
}
