import type { z } from 'zod'
import type { ConfigErrorCode, Problem } from './errors.ts'
import { isLaterKey } from './later.ts'
import { nearest, suggestion } from './nearest.ts'
import { schemaPlace } from './schema-walk.ts'
import type { Path, SourceDocument } from './source-document.ts'

type Issue = z.core.$ZodIssue

interface Shape {
  readonly document: SourceDocument
  readonly schema: z.ZodType
}

/** What a schema found wrong with a document, in our codes and words, each with its place. */
export function shapeProblems(issues: readonly Issue[], shape: Shape): readonly Problem[] {
  return issues.flatMap((issue) => issueProblems(issue, [], shape))
}

function issueProblems(issue: Issue, above: Path, shape: Shape): readonly Problem[] {
  const path = [...above, ...issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step))]
  const value = valueAt(shape.document.value, path)
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey(key, path, shape))
    case 'invalid_key':
      return [
        ...issue.issues.map((inner) => ({ ...complaintOf(inner, path, undefined), ...shape.document.placeOfKey(path) })),
        ...valueProblems(path, value, shape),
      ]
    case 'invalid_union': {
      const branch = issue.errors.find((errors) => !errors.some((error) => error.code === 'invalid_type' && error.path.length === 0))
      if (branch) return branch.flatMap((inner) => issueProblems(inner, path, shape))
      return [{ ...wrongType(path, value, unionWords(issue.errors)), ...shape.document.placeOf(path) }]
    }
    case 'invalid_type':
      if (value === undefined) return [missingKey(path, shape)]
      return [{ ...wrongType(path, value, typeWords[issue.expected] ?? issue.expected), ...shape.document.placeOf(path) }]
    default:
      return [{ ...complaintOf(issue, path, value), ...shape.document.placeOf(path) }]
  }
}

// Zod leaves the value under a wrong key unread; its problems are wanted in the same breath.
function valueProblems(path: Path, value: unknown, shape: Shape): readonly Problem[] {
  const parsed = schemaPlace(shape.schema, path).schema?.safeParse(value)
  return (parsed?.error?.issues ?? []).flatMap((issue) => issueProblems(issue, path, shape))
}

type Complaint = Pick<Problem, 'code' | 'message' | 'hint'>

function unknownKey(key: string, path: Path, { document, schema }: Shape): Problem {
  const { keys, section } = schemaPlace(schema, path)
  const place = document.placeOfKey([...path, key])
  if (isLaterKey(section, key))
    return { code: 'LATER_FEATURE', message: `"${key}" does not exist yet${inside(path)}`, ...place, hint: 'it is planned; leave it out for now' }
  return { code: 'UNKNOWN_KEY', message: `unknown key "${key}"${inside(path)}`, ...place, hint: suggestion(key, keys, 'the keys are') }
}

function missingKey(path: Path, { document, schema }: Shape): Problem {
  const parent = path.slice(0, -1)
  const key = String(path.at(-1))
  const present = valueAt(document.value, parent)
  const { keys } = schemaPlace(schema, parent)
  const strays = typeof present === 'object' && present !== null ? Object.keys(present).filter((name) => !keys.includes(name)) : []
  const misspelt = nearest(key, strays)
  const hint = misspelt === null ? null : `is "${misspelt}" meant to be it?`
  return { code: 'MISSING_KEY', message: `"${key}" is missing${inside(parent)}`, ...document.placeOfKey(parent), hint }
}

function wrongType(path: Path, value: unknown, expected: string): Complaint {
  const hint = expected === 'text' && (typeof value === 'number' || typeof value === 'boolean') ? `put it in quotes: '${String(value)}'` : null
  return { code: 'WRONG_TYPE', message: `${named(path)} is ${wordFor(value)}; it must be ${expected}`, hint }
}

function complaintOf(issue: Issue, path: Path, value: unknown): Complaint {
  if (issue.code === 'custom') {
    const { code, hint } = issue.params as { code: ConfigErrorCode; hint: string | null }
    return { code, message: issue.message, hint }
  }
  if (issue.code === 'invalid_value') return notInChoice(issue.values.map(String), path, value)
  if (issue.code === 'too_small') return outOfBounds(path, value, `${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}`, issue.origin)
  if (issue.code === 'too_big') return outOfBounds(path, value, `at most ${issue.maximum}`, issue.origin)
  return { code: 'INVALID_VALUE', message: `${named(path)}: ${issue.message}`, hint: null }
}

function notInChoice(values: readonly string[], path: Path, value: unknown): Complaint {
  if (path.length === 1 && path[0] === 'version')
    return {
      code: 'UNKNOWN_VERSION',
      message: `version ${String(value)} is not one that this release reads`,
      hint: `it reads version ${values.join(', ')}`,
    }
  const message = `${named(path)} cannot be ${JSON.stringify(value)}`
  return { code: 'INVALID_VALUE', message, hint: suggestion(String(value), values, 'choose from') }
}

function outOfBounds(path: Path, value: unknown, bound: string, origin: string): Complaint {
  const unit = origin === 'array' || origin === 'set' ? ' entries' : origin === 'string' ? ' characters' : ''
  const given = typeof value === 'number' ? ` is ${value}; it` : ''
  return { code: 'INVALID_VALUE', message: `${named(path)}${given} must ${unit ? 'have' : 'be'} ${bound}${unit}`, hint: null }
}

const typeWords: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  array: 'a list',
  tuple: 'a list of two',
  object: 'a map of keys',
  record: 'a map of keys',
}

function unionWords(branches: readonly (readonly Issue[])[]): string {
  const expected = branches.flatMap((errors) =>
    errors.flatMap((error) => (error.code === 'invalid_type' ? (typeWords[error.expected] ?? error.expected) : [])),
  )
  return expected.join(' or ')
}

function wordFor(value: unknown): string {
  if (value === null) return 'empty'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'a map of keys'
  return typeof value === 'string' ? `the text ${JSON.stringify(value)}` : `the ${typeof value} ${String(value)}`
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (here, step) => (typeof here === 'object' && here !== null && Object.hasOwn(here, step) ? (here as Record<string, unknown>)[step] : undefined),
    value,
  )
}

function named(path: Path): string {
  return path.length === 0 ? 'the file' : path.join('.')
}

function inside(path: Path): string {
  return path.length === 0 ? '' : ` in ${path.join('.')}`
}
