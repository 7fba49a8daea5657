import type { Command } from './command.ts'
import { AppError } from './errors.ts'
import { inputSpecs } from './inputs.ts'

/** Inputs as text, by the names of action.yml or of the command line, into what the command takes. Every problem at once. */
export function parseInputs(command: Command, given: ReadonlyMap<string, string>): Record<string, unknown> {
  const specs = inputSpecs(command.inputs)
  const named = Object.fromEntries(specs.flatMap(({ key, name }) => (given.get(name) ? [[key, given.get(name)]] : [])))
  const parsed = command.inputs.safeParse(named)
  if (parsed.success) return parsed.data
  const problems = parsed.error.issues.map((issue) => {
    const spec = specs.find((one) => one.key === issue.path[0])
    return `${spec?.name ?? issue.path.join('.')}: ${issue.message}`
  })
  throw new AppError('INPUT_INVALID', `${command.name}: ${problems.join('; ')}`, { hint: `seaworthy ${command.name} --help names the inputs` })
}
