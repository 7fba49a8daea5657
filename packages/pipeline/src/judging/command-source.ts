import type { CommandPlan, ModelPlan } from '@seaworthy/config'
import { sourcesOf } from '../keys.ts'
import type { Line } from '../line.ts'
import type { Plan, PlannedModel } from '../plan-document.ts'
import type { Policies } from '../policy-of-plan.ts'

/** Which command of the policy is given a model, and on what files it runs: decided from git alone. */
export interface CommandSource<Command extends CommandPlan> {
  readonly command: Command
  readonly model: ModelPlan
  /** `base`: the command and files of the branch that the change is to enter. `head`: those of the change itself. */
  readonly from: 'base' | 'head'
  /** Commit or tree that they are of. */
  readonly tree: string
  /** What the command sees of it. */
  readonly paths: readonly string[]
  /** Path to blob: equal ones are equal files. */
  readonly blobs: Readonly<Record<string, string>>
}

interface Question {
  readonly plan: Plan
  readonly planned: PlannedModel
  readonly policies: Policies
}

/** The command that the policy names; null where it names none. Without a policy on the base it is the change's own. */
export async function commandSource<Command extends CommandPlan>(
  line: Line,
  { plan, planned, policies }: Question,
  commandOf: (model: ModelPlan) => Command | null,
): Promise<CommandSource<Command> | null> {
  const { judging, proposed } = policies
  const asked = commandOf(judging.model)
  if (asked === null) return null
  const isBase = asked.from === 'base' && planned.policyCommit !== null
  const tree = isBase ? (planned.policyCommit ?? plan.tree) : plan.tree
  const model = isBase ? judging.model : (proposed?.model ?? judging.model)
  const files = await line.tree.files(tree)
  const paths = sourcesOf(model, files)
  const blobs = Object.fromEntries(paths.map((path) => [path, files.get(path) ?? 'missing']))
  return { command: commandOf(model) ?? asked, model, from: isBase ? 'base' : 'head', tree, paths, blobs }
}
