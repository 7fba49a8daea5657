import { PipelineError } from '@seaworthy/pipeline'

/** Codes that mean wrong usage or configuration: exit code 2. A blocked candidate is 1; everything else is 3. */
const usageCodes = new Set([
  'USAGE',
  'INPUT_INVALID',
  'CONFIG_MISSING',
  'CONFIG_INVALID',
  'CONFIG_EMPTY',
  'CONFIG_UNREADABLE',
  'LOCK_INVALID',
  'LOCK_MISSING',
  'CONTRACT_INVALID',
  'CONTRACT_UNREADABLE',
  'MODEL_UNKNOWN',
  'NO_DEPLOYMENT_DECLARED',
  'NO_MONITOR_DECLARED',
  'NO_MODEL_DECLARED',
  'SOURCE_NOT_LOCKED',
  'UNKNOWN_METRIC',
  'FILE_EXISTS',
])
const blockedCodes = new Set(['BLOCKED', 'DATA_BLOCKED', 'REVIEW_DIFFERS', 'LOCK_STALE'])

export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && /^[A-Z][A-Z0-9_]*$/.test(error.code) ? error.code : 'INTERNAL'
}

export function hintOf(error: unknown): string | null {
  return error instanceof Error && 'hint' in error && typeof error.hint === 'string' ? error.hint : null
}

/** 1 blocked, 2 wrong usage or configuration, 3 error. */
export function exitCodeOf(error: unknown): 1 | 2 | 3 {
  const code = codeOf(error)
  if (blockedCodes.has(code)) return 1
  // Every refusal of a configuration or of a contract is the author's to mend.
  const name = error instanceof Error ? error.name : ''
  return usageCodes.has(code) || name === 'ConfigError' || name === 'ContractError' ? 2 : 3
}

export function isBlocked(error: unknown): error is PipelineError {
  return error instanceof PipelineError && (error.code === 'BLOCKED' || error.code === 'DATA_BLOCKED')
}
