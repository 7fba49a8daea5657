import type { ModelPlan } from '@seaworthy/config'
import { AppError } from './errors.ts'

/** Stages that exist without being named: where models usually go. */
const usual = ['production', 'staging']

/**
 * A stage that the model has, so that a slip of the pen makes no new one.
 * @throws {AppError} `USAGE` for any other, with the stages that there are.
 */
export function knownStage(model: Pick<ModelPlan, 'name' | 'release' | 'deploy'>, stage: string): string {
  const { onMerge } = model.release
  const known = [...new Set([...usual, ...(onMerge ? [onMerge] : []), ...model.deploy.map((one) => one.stage)])]
  if (known.includes(stage)) return stage
  throw new AppError('USAGE', `"${stage}" is not a stage of "${model.name}"`, { hint: `the stages are: ${known.join(', ')}` })
}
