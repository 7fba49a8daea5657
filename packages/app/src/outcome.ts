import { PipelineError } from '@seaworthy/pipeline'

/** Codes that mean wrong usage or configuration: exit code 2. A blocked candidate is 1; everything else is 3. */
const usageCodes = new Set([
  'USAGE',
  'INPUT_INVALID',
  'CONFIG_MISSING',
  'LOCK_MISSING',
  'MODEL_UNKNOWN',
  'NO_DEPLOYMENT_DECLARED',
  'NO_MONITOR_DECLARED',
  'NO_MODEL_DECLARED',
  'SOURCE_NOT_LOCKED',
  'UNKNOWN_METRIC',
  'TEST_NOT_APPLICABLE',
  'METRIC_PARAMETER',
  'KIND_MISMATCH',
  'FILE_EXISTS',
])
/** Every refusal of a configuration, a lock or a contract is its author's to mend. */
const usageErrors = new Set(['ConfigError', 'ContractError'])
const blockedCodes = new Set(['BLOCKED', 'DATA_BLOCKED', 'REVIEW_DIFFERS', 'LOCK_STALE'])

/** What helps where the place that fails cannot know it. */
const remedies: Readonly<Record<string, string>> = {
  SECTION_UNREADABLE: 'run the stage that wrote it again; a section is never edited by hand',
  SECTION_INVALID: 'run the stage that wrote it again; a section is never edited by hand',
  SECTION_TOO_LARGE: 'no stage writes such a section: find out where it comes from, and run the stage again',
  SECTION_TOO_DEEP: 'no stage writes such a section: find out where it comes from, and run the stage again',
  NOT_CANONICAL: 'run the stage that wrote it again; a section is never edited by hand',
  UNKNOWN_SCHEMA: 'another version of seaworthy wrote it: run the stage again with this one',
  CONFIG_UNREADABLE: 'mend it at the place that the message names',
  LOCK_UNREADABLE: 'seaworthy lock writes it anew',
  CONTRACT_UNREADABLE: 'mend it at the place that the message names',
  DATA_MISSING: 'check the path, and that the data are on this machine',
  FILE_UNREADABLE: 'check the path and the rights on it',
}

/** The code of an error; what the file system refuses is `FILE_UNREADABLE`, what has no code of ours `INTERNAL`. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return 'INTERNAL'
  if ('syscall' in error) return 'path' in error || error.code === 'ENOSPC' ? 'FILE_UNREADABLE' : 'INTERNAL'
  return /^(?!ERR_)[A-Z][A-Z0-9_]*$/.test(error.code) ? error.code : 'INTERNAL'
}

export function hintOf(error: unknown): string | null {
  const own = error instanceof Error && 'hint' in error && typeof error.hint === 'string' ? error.hint : null
  return own ?? remedies[codeOf(error)] ?? null
}

/** 1 blocked, 2 wrong usage or configuration, 3 error. */
export function exitCodeOf(error: unknown): 1 | 2 | 3 {
  const code = codeOf(error)
  if (blockedCodes.has(code)) return 1
  return usageCodes.has(code) || (error instanceof Error && usageErrors.has(error.name)) ? 2 : 3
}

export function isBlocked(error: unknown): error is PipelineError {
  return error instanceof PipelineError && (error.code === 'BLOCKED' || error.code === 'DATA_BLOCKED')
}
