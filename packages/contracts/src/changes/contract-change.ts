/** One difference between two versions of a contract. */
export interface ContractChange {
  readonly object: string
  /** Null for what is asked of the object as a whole. */
  readonly column: string | null
  /** What changed: `column`, `type`, `required`, … of a column; of a check its id, and the field after a colon. */
  readonly field: string
  /** Null where there was nothing. */
  readonly before: string | null
  readonly after: string | null
  readonly compatible: boolean
  readonly why: string
}

/** What a change says, but for its place. */
export type Difference = Omit<ContractChange, 'object' | 'column'>
