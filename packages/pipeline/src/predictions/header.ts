import { nearestName } from '@seaworthy/inference'
import { PipelineError } from '../errors.ts'

/** The columns of a predictions file. */
export interface Header {
  /** As people know it. */
  readonly file: string
  readonly names: readonly string[]
}

/** The names that a column of each meaning may have; the first that is there is taken. */
const roles = {
  id: ['id'],
  label: ['label', 'y_true', 'target'],
  prediction: ['prediction', 'y_pred'],
  score: ['score', 'y_score'],
  probability: ['probability'],
  probabilities: ['probabilities'],
  weight: ['weight', 'sample_weight'],
  cluster: ['cluster'],
  query: ['query'],
  item: ['item'],
  rank: ['rank'],
  popularity: ['popularity'],
  relevant: ['relevant'],
  series: ['series'],
  lower: ['lower'],
  upper: ['upper'],
  scale: ['scale'],
  squaredScale: ['squared_scale'],
  naive: ['naive'],
  reference: ['reference', 'references', 'label', 'y_true', 'target'],
  hypothesis: ['hypothesis', 'prediction', 'y_pred'],
  logLikelihood: ['log_likelihood'],
  tokens: ['tokens'],
} as const
export type Role = keyof typeof roles

/** The column of a meaning; null where there is none. */
export function columnFor({ names }: Header, role: Role): string | null {
  return roles[role].find((name) => names.includes(name)) ?? null
}

/** @throws {PipelineError} `COLUMN_UNDECLARED`, with the nearest column. */
export function requireColumnFor(header: Header, role: Role): string {
  return columnFor(header, role) ?? refuseLack(header, [role])
}

/**
 * Refuses a file that has none of some meanings.
 * @throws {PipelineError} `COLUMN_UNDECLARED`, with the nearest column.
 */
export function refuseLack(header: Header, lacking: readonly Role[], more: readonly string[] = []): never {
  const accepted = [...lacking.flatMap((role) => roles[role]), ...more]
  const what = lacking.map((role) => role.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)).join(' or ')
  throw new PipelineError('COLUMN_UNDECLARED', `${header.file} has no column for the ${what}`, {
    hint: `name it one of: ${accepted.join(', ')}; ${nearestOf(header, accepted)}`,
  })
}

/**
 * A column that a person named.
 * @throws {PipelineError} `COLUMN_UNDECLARED`, with the nearest column.
 */
export function requireNamed(header: Header, name: string): string {
  if (header.names.includes(name)) return name
  const near = nearestName(name, header.names)
  throw new PipelineError('COLUMN_UNDECLARED', `${header.file} has no column "${name}"`, {
    hint: near === null ? has(header) : `did you mean "${near}"?`,
  })
}

/** Columns that begin so, each with the rest of its name: `proba_cat` is of "cat". */
export function columnsBeginning({ names }: Header, prefix: string): readonly { readonly column: string; readonly of: string }[] {
  return names.filter((name) => name.startsWith(prefix) && name.length > prefix.length).map((column) => ({ column, of: column.slice(prefix.length) }))
}

function nearestOf(header: Header, accepted: readonly string[]): string {
  const near = accepted.flatMap((name) => nearestName(name, header.names) ?? []).at(0)
  return near === undefined ? has(header) : `the nearest is "${near}" (${has(header)})`
}

function has({ names }: Header): string {
  return `it has: ${names.join(', ')}`
}
