import type { ModelPlan, PredictPlan } from '@seaworthy/config'
import { canonicalDigest, type Digest } from '@seaworthy/record'
import { sourcesOf } from '../../keys.ts'
import type { Line } from '../../line.ts'
import type { Plan, PlannedModel } from '../../plan-document.ts'
import type { Policies } from '../../policy-of-plan.ts'

/** Which command predicts, and on what files it runs: decided from git alone. */
export interface PredictionSource {
  readonly predict: PredictPlan
  readonly model: ModelPlan
  /** `base`: the command and files of the branch that the change is to enter. `head`: those of the change itself. */
  readonly from: 'base' | 'head'
  /** Commit or tree that they are of. */
  readonly tree: string
  /** What the command sees of it. */
  readonly paths: readonly string[]
  /** Equal digests: the same command on the same files, asked for the same. */
  readonly scoring: Digest
}

/** The command that the policy names; null where models are run here. Without a policy on the base it is the change's own. */
export async function predictionSource(
  line: Line,
  { plan, planned, policies }: { readonly plan: Plan; readonly planned: PlannedModel; readonly policies: Policies },
): Promise<PredictionSource | null> {
  const { judging, proposed } = policies
  const asked = judging.model.evaluate.predict
  if (asked === null) return null
  const isBase = asked.from === 'base' && planned.policyCommit !== null
  const tree = isBase ? (planned.policyCommit ?? plan.tree) : plan.tree
  const model = isBase ? judging.model : (proposed?.model ?? judging.model)
  const predict = model.evaluate.predict ?? asked
  const files = await line.tree.files(tree)
  const paths = sourcesOf(model, files)
  const { task, positive } = judging.model
  const blobs = Object.fromEntries(paths.map((path) => [path, files.get(path) ?? 'missing']))
  const scoring = canonicalDigest({ by: 'command', run: predict.run, blobs, task, positive })
  return { predict, model, from: isBase ? 'base' : 'head', tree, paths, scoring }
}
