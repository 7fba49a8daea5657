import type { z } from 'zod'
import type { ContractErrorCode, ContractProblem } from '../errors.ts'
import { nearest } from './nearest.ts'
import type { YamlPath, YamlSource } from './yaml-source.ts'

interface Told {
  readonly path: YamlPath
  /** A key of the map at `path` that the problem is about. */
  readonly key?: string
  readonly hint?: string | null
}

/** Reads the parts of a contract one by one, and gathers every problem with its place instead of stopping at the first. */
export interface ContractReader {
  readonly problems: ContractProblem[]
  line(path: YamlPath): number
  /** The part when it fits the schema, else null, with its problems noted. */
  read<T extends z.ZodObject>(schema: T, value: unknown, path: YamlPath): z.infer<T> | null
  refuse(code: ContractErrorCode, message: string, told: Told): void
}

export function contractReader(source: YamlSource): ContractReader {
  const problems: ContractProblem[] = []
  const refuse = (code: ContractErrorCode, message: string, { path, key, hint }: Told) => {
    const place = key === undefined ? source.place(path) : source.keyPlace(path, key)
    problems.push({ code, message, ...place, hint: hint ?? null })
  }
  return {
    problems,
    refuse,
    line: (path) => source.place(path).line,
    read(schema, value, path) {
      const parsed = schema.safeParse(value, { reportInput: true })
      if (parsed.success) return parsed.data
      for (const issue of parsed.error.issues) tell(issue, { path, keys: Object.keys(schema.shape), refuse })
      return null
    },
  }
}

interface Telling {
  readonly path: YamlPath
  readonly keys: readonly string[]
  readonly refuse: ContractReader['refuse']
}

const typeKeys = ['logicalType', 'physicalType']
const checkKeys = ['metric', 'rule', 'type']

function tell(issue: z.core.$ZodIssue, { path, keys, refuse }: Telling): void {
  const inner = issue.path.filter((step) => typeof step !== 'symbol')
  const place = [...path, ...inner]
  const name = place.filter((step) => typeof step === 'string').at(-1) ?? 'contract'
  if (issue.code === 'unrecognized_keys') {
    for (const key of issue.keys) refuse('UNKNOWN_KEY', `unknown key "${key}"`, { path: place, key, hint: suggestion(key, keys) })
  } else if (issue.input === undefined) {
    refuse('MISSING_KEY', `"${name}" is missing`, { path: place.slice(0, -1) })
  } else if (issue.code === 'invalid_value') {
    const known = issue.values.map(String)
    const code = typeKeys.includes(name) ? 'UNKNOWN_TYPE' : checkKeys.includes(name) ? 'UNKNOWN_CHECK' : 'INVALID_VALUE'
    refuse(code, `"${name}" cannot be ${JSON.stringify(issue.input)}`, { path: place, hint: suggestion(String(issue.input), known) })
  } else refuse('INVALID_VALUE', `"${name}": ${issue.message}`, { path: place })
}

/** What the writer may have meant. */
export function suggestion(name: string, known: readonly string[]): string {
  const close = nearest(name, known)
  return close === null ? `known are: ${known.join(', ')}` : `did you mean "${close}"?`
}
