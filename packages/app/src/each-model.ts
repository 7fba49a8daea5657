import type { StageFailure } from '@seaworthy/pipeline'
import type { Stage } from '@seaworthy/record'
import type { Context } from './context.ts'
import { codeOf, hintOf } from './outcome.ts'

/** Runs a stage for each model. A failure is left where the reporter finds it, then it rises: the job is red and the comment says why. */
export async function eachModel<T>(
  context: Context,
  work: { readonly stage: Stage; readonly models: readonly string[] },
  run: (model: string) => Promise<T>,
): Promise<readonly T[]> {
  const results: T[] = []
  for (const model of work.models) {
    context.progress(`${work.stage} ${model}`)
    try {
      results.push(await run(model))
    } catch (error) {
      await context.line.sections.saveFailure(model, failureOf(work.stage, error))
      throw error
    }
  }
  return results
}

export function failureOf(stage: StageFailure['stage'], error: unknown): StageFailure {
  const message = error instanceof Error ? error.message : String(error)
  return { stage, code: codeOf(error), message: message.slice(0, 4000), hint: hintOf(error) }
}
