import { type Plan, plannedModelNamed } from '@seaworthy/pipeline'
import { AppError } from './errors.ts'
import { listed } from './listed.ts'

/** The models that an input names, or all that the plan touches. */
export function chosenModels(plan: Plan, input: string): readonly string[] {
  const named = listed(input)
  if (named.length > 0) return named.map((name) => plannedModelNamed(plan, name).name)
  return plan.models.filter((model) => model.touched).map((model) => model.name)
}

/** The one model that is meant. @throws {AppError} `USAGE` where that is not clear. */
export function oneModel(names: readonly string[], input: string): string {
  if (input !== '') return input
  const [only, ...others] = names
  if (only && others.length === 0) return only
  throw new AppError('USAGE', `which model is meant? There are: ${names.join(', ')}`, { hint: 'name one with --model' })
}

/** The names that an input lists, or all of them. @throws {AppError} `USAGE` for a name that is not among them. */
export function chosenNames(input: string, all: readonly string[]): readonly string[] {
  const named = listed(input)
  const unknown = named.find((name) => !all.includes(name))
  if (unknown) throw new AppError('USAGE', `"${unknown}" is not a model that this applies to`, { hint: `there are: ${all.join(', ') || 'none'}` })
  return named.length > 0 ? named : all
}
