import { EvaluationError, type Judgement, type Policy } from '@seaworthy/evaluation'
import type { EvaluateBody, Warning } from '@seaworthy/record'
import type { JudgingPolicy } from './policy.ts'
import type { Policies } from './policy-of-plan.ts'

/** What an evaluation says by its policies, whatever was judged: the base's verdict, and beside it that of the policy that the change proposes. */
export function judgedBody({ judging, proposed }: Policies, decide: (policy: Policy) => Judgement) {
  const { evidence, findings, notApplicable, slicing, fairness, warnings } = decide(judging.policy)
  const beside = proposed && proposedVerdict(proposed, decide)
  return {
    task: judging.model.task,
    primary: judging.policy.primary,
    metrics: judging.policy.metrics,
    policy: judging.source,
    evidence,
    findings,
    notApplicable,
    proposed: beside?.verdict ?? null,
    slicing,
    ...(fairness.length > 0 ? { fairness } : {}),
    warnings: [...warnings, ...(beside?.warnings ?? [])],
    note: null,
  } satisfies Partial<EvaluateBody>
}

interface Proposed {
  readonly verdict: EvaluateBody['proposed']
  readonly warnings: readonly Warning[]
}

// The base's harness measures what the base asks for: a change that asks it for more is judged by that once it has entered.
function proposedVerdict({ source, policy }: JudgingPolicy, decide: (policy: Policy) => Judgement): Proposed {
  try {
    const { findings, notApplicable } = decide(policy)
    return { verdict: { digest: source.digest, findings, notApplicable }, warnings: [] }
  } catch (error) {
    if (!(error instanceof EvaluationError && error.code === 'REPORTED_MISSING')) throw error
    const message = `what the policy of this change would say is not known: it asks for what the base's did not measure (${error.message})`
    return { verdict: null, warnings: [{ code: 'PROPOSED_NOT_JUDGED', message }] }
  }
}
