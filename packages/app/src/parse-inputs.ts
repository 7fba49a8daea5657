import type { z } from 'zod'
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
    const name = specs.find((one) => one.key === issue.path[0])?.name ?? issue.path.join('.')
    return `${name} ${complaint(issue, given.get(name))}`
  })
  throw new AppError('INPUT_INVALID', `${command.name}: ${problems.join('; ')}`, { hint: `seaworthy ${command.name} --help names the inputs` })
}

function complaint(issue: z.core.$ZodIssue, value: string | undefined): string {
  if (value === undefined || value === '') return 'is needed and not given'
  const found = `is ${JSON.stringify(value.slice(0, 100))}`
  switch (issue.code) {
    case 'invalid_type':
      return `${found} and must be a ${issue.expected === 'int' ? 'whole number' : issue.expected}`
    case 'invalid_value':
      return `${found} and must be one of: ${issue.values.map(String).join(', ')}`
    case 'too_small':
      return `${found} and must be ${issue.minimum} or more`
    case 'too_big':
      return `${found} and must be ${issue.maximum} or less`
    case 'invalid_format':
      return `${found} and cannot be that: letters, digits, ".", "_" and "-" only`
    default:
      return `${found}: ${issue.message}`
  }
}
