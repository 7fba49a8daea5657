import type { Line } from './line.ts'
import type { Plan, PlannedModel } from './plan-document.ts'
import { type JudgingPolicy, policyDigest, policyOf } from './policy.ts'
import { modelNamed, requireConfig } from './repository-files.ts'

export interface Policies {
  /** Who decides. */
  readonly judging: JudgingPolicy
  /** What the change itself proposes, where it proposes something else. */
  readonly proposed: JudgingPolicy | null
}

/** The policy of the base; the change's own only where the base has none (it is then said to be adopted). */
export async function policiesOf(line: Line, plan: Plan, planned: PlannedModel): Promise<Policies> {
  const own = modelNamed(await requireConfig(line.tree, plan.tree), planned.name)
  const mine: JudgingPolicy = {
    model: own,
    policy: policyOf(own),
    source: {
      source: plan.kind === 'local' ? 'working-tree' : 'adopted',
      commit: plan.kind === 'local' ? null : plan.commit,
      digest: policyDigest(own),
    },
  }
  if (!planned.policyCommit) return { judging: mine, proposed: null }
  const base = modelNamed(await requireConfig(line.tree, planned.policyCommit), planned.name)
  const judging: JudgingPolicy = {
    model: base,
    policy: policyOf(base),
    source: { source: 'base', commit: planned.policyCommit, digest: policyDigest(base) },
  }
  return { judging, proposed: judging.source.digest === mine.source.digest ? null : mine }
}
