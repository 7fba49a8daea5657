import { Contracts } from '../contracts.ts'
import type { Line } from '../line.ts'
import { datasetNamed, type LockedDataset, lockedDatasets } from '../locked-data.ts'
import { type Plan, plannedModelNamed } from '../plan-document.ts'
import type { Policies } from '../policy-of-plan.ts'
import { readLock } from '../repository-files.ts'

/** A dataset by which a candidate is judged: its rule is that of the policy, its files are those of the lock. */
export async function judgingSet(
  line: Line,
  { plan, policies: { judging } }: { readonly plan: Plan; readonly policies: Policies },
  dataset: string,
): Promise<LockedDataset> {
  const { name } = judging.model
  const session = await line.engines.session()
  const contracts = await Contracts.of(line, { tree: plan.tree, base: plannedModelNamed(plan, name).policyCommit, name })
  const datasets = await lockedDatasets(line, { model: judging.model, lock: await readLock(line.tree, plan.tree), session, contracts })
  return datasetNamed(datasets, dataset, name)
}
