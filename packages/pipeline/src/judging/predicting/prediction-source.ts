import type { PredictPlan } from '@seaworthy/config'
import { canonicalDigest, type Digest } from '@seaworthy/record'
import type { Line } from '../../line.ts'
import type { Plan, PlannedModel } from '../../plan-document.ts'
import type { Policies } from '../../policy-of-plan.ts'
import { type CommandSource, commandSource } from '../command-source.ts'

/** Which command predicts, and on what files it runs. */
export interface PredictionSource extends Pick<CommandSource<PredictPlan>, 'model' | 'from' | 'tree' | 'paths'> {
  readonly predict: PredictPlan
  /** Equal digests: the same command on the same files, asked for the same. */
  readonly scoring: Digest
}

/** The command by which the policy predicts; null where models are run here. */
export async function predictionSource(
  line: Line,
  question: { readonly plan: Plan; readonly planned: PlannedModel; readonly policies: Policies },
): Promise<PredictionSource | null> {
  const source = await commandSource(line, question, ({ evaluate }) => evaluate.predict)
  if (source === null) return null
  const { command: predict, model, from, tree, paths, blobs } = source
  const { task, positive } = question.policies.judging.model
  return { predict, model, from, tree, paths, scoring: canonicalDigest({ by: 'command', run: predict.run, blobs, task, positive }) }
}
