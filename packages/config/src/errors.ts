/** Every way in which `seaworthy.yml` or `seaworthy.lock` can be refused. The codes are anchors in docs/errors.md. */
export type ConfigErrorCode =
  | 'CONFIG_MISSING'
  | 'CONFIG_EMPTY'
  | 'CONFIG_UNREADABLE'
  | 'UNKNOWN_VERSION'
  | 'UNKNOWN_KEY'
  | 'MISSING_KEY'
  | 'DUPLICATE_KEY'
  | 'CONFLICTING_KEYS'
  | 'WRONG_TYPE'
  | 'INVALID_VALUE'
  | 'LATER_FEATURE'
  | 'NAME_INVALID'
  | 'PATH_INVALID'
  | 'DURATION_INVALID'
  | 'WINDOW_INVALID'
  | 'UNKNOWN_TASK'
  | 'UNKNOWN_METRIC'
  | 'UNKNOWN_DATASET'
  | 'UNKNOWN_STAGE'
  | 'PRIMARY_MISSING'
  | 'PRIMARY_NOT_BLOCKING'
  | 'GATE_WITHOUT_RULE'
  | 'RULE_CANNOT_SLICE'
  | 'NO_BLOCKING_GATE'
  | 'NO_ABSOLUTE_GATE'
  | 'LOCK_MISSING'
  | 'LOCK_EMPTY'
  | 'LOCK_UNREADABLE'
  | 'LOCK_DUPLICATE_PATH'
  | 'LOCK_BAD_DIGEST'

/** One thing that is wrong, and where. Lines and columns count from 1, as editors do. */
export interface Problem {
  readonly code: ConfigErrorCode
  readonly message: string
  readonly line: number
  readonly column: number
  readonly hint: string | null
}

/** All problems of one file at once. `code` is that of the first; `message` has a line for each, place first, hint last. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly code: ConfigErrorCode
  readonly hint: string | null
  readonly problems: readonly Problem[]

  constructor(code: ConfigErrorCode, message: string, options: { hint?: string; cause?: unknown; problems?: readonly Problem[] } = {}) {
    super(message, { cause: options.cause })
    this.code = code
    this.hint = options.hint ?? null
    this.problems = options.problems ?? []
  }
}

/** The error for a file with problems, in the order of the file. */
export function refuse(path: string, problems: readonly [Problem, ...Problem[]]): ConfigError {
  const sorted = [...problems].sort((a, b) => a.line - b.line || a.column - b.column)
  const code = (sorted[0] ?? problems[0]).code
  return new ConfigError(code, sorted.map((problem) => problemLine(path, problem)).join('\n'), { problems: sorted })
}

/** For whoever reads the file: the error that says it is not there. */
export function configMissing(path: string): ConfigError {
  return new ConfigError('CONFIG_MISSING', `there is no ${path}`, { hint: '`seaworthy init` writes one' })
}

/** For whoever reads the file: the error that says the lock is not there. */
export function lockMissing(path: string): ConfigError {
  return new ConfigError('LOCK_MISSING', `there is no ${path}`, { hint: '`seaworthy lock` writes it; commit it' })
}

function problemLine(path: string, { line, column, message, hint }: Problem): string {
  return `${path}:${line}:${column} ${message}${hint === null ? '' : ` (${hint})`}`
}
