import type { ContractErrorCode } from '../errors.ts'

/** One thing that is wrong with a JSON Schema, and where in it. */
export interface JsonSchemaProblem {
  readonly code: ContractErrorCode
  readonly message: string
  readonly path: readonly (string | number)[]
  /** A key of the map at `path` that the problem is about. */
  readonly key: string | null
  readonly hint: string | null
}
