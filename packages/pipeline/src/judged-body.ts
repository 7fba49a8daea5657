import type { Judgement, Policy } from '@seaworthy/evaluation'
import type { EvaluateBody } from '@seaworthy/record'
import type { Policies } from './policy-of-plan.ts'

/** What an evaluation says by its policies, whatever was judged: the base's verdict, and beside it that of the policy that the change proposes. */
export function judgedBody({ judging, proposed }: Policies, decide: (policy: Policy) => Judgement) {
  const { evidence, findings, notApplicable, slicing, fairness, warnings } = decide(judging.policy)
  return {
    task: judging.model.task,
    primary: judging.policy.primary,
    metrics: judging.policy.metrics,
    policy: judging.source,
    evidence,
    findings,
    notApplicable,
    proposed: proposed ? proposedVerdict(proposed.source.digest, decide(proposed.policy)) : null,
    slicing,
    ...(fairness.length > 0 ? { fairness } : {}),
    warnings,
    note: null,
  } satisfies Partial<EvaluateBody>
}

function proposedVerdict(digest: EvaluateBody['policy']['digest'], { findings, notApplicable }: Judgement) {
  return { digest, findings, notApplicable }
}
