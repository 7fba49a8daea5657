/** Every way in which a contract can be refused. The codes are anchors in docs/errors.md. */
export type ContractErrorCode =
  | 'CONTRACT_UNREADABLE'
  | 'UNSUPPORTED_VERSION'
  | 'UNKNOWN_KEY'
  | 'MISSING_KEY'
  | 'INVALID_VALUE'
  | 'UNKNOWN_TYPE'
  | 'UNKNOWN_CHECK'
  | 'UNSUPPORTED_CHECK'
  | 'UNKNOWN_COLUMN'
  | 'UNKNOWN_OBJECT'
  | 'DUPLICATE_NAME'
  | 'PATTERN_INVALID'
  | 'PATTERN_UNSUPPORTED'
  | 'SQL_INVALID'

/** One thing that is wrong with a contract; line and column count from 1. */
export interface ContractProblem {
  readonly code: ContractErrorCode
  readonly message: string
  readonly line: number
  readonly column: number
  readonly hint: string | null
}

/** A contract that cannot be used. `problems` holds all that is wrong with it, in the order of the file; `code` is the first one's. */
export class ContractError extends Error {
  override readonly name = 'ContractError'
  readonly code: ContractErrorCode
  readonly hint: string | null
  readonly problems: readonly ContractProblem[]

  constructor(
    code: ContractErrorCode,
    message: string,
    options: { hint?: string | null; cause?: unknown; problems?: readonly ContractProblem[] } = {},
  ) {
    super(message, { cause: options.cause })
    this.code = code
    this.hint = options.hint ?? null
    this.problems = options.problems ?? []
  }
}
