import type { Check } from '../check.ts'

/** What a check found. */
export interface Finding {
  /** `error`: it could not be decided, and counts as failed. */
  readonly outcome: 'pass' | 'fail' | 'error'
  /** The number (or text) that was compared; null where the check only counts failing rows. */
  readonly observed: number | string | null
  /** Rows that fail; 0 where the check is not about rows. */
  readonly failed: number
  /** failed / rows that count, 0..1. */
  readonly share: number
  readonly message: string | null
}
export interface Measurement extends Finding {
  readonly check: Check
}

/** A check as SQL over one table. Every expression goes into one SELECT over the relation. */
export type Compiled =
  /** Known without reading a row. */
  | { readonly kind: 'decided'; readonly finding: Finding }
  /**
   * Each row passes or fails. `failing` is SQL that is true of a failing row, false or null of others; `considered` says which rows count (null: all), `valued` which of
   * them have a value (for the share of passing values); `shown` is the text that a sample quotes.
   */
  | {
      readonly kind: 'rows'
      readonly failing: string
      readonly considered: string | null
      readonly valued: string | null
      readonly shown: string
    }
  /** Rows that repeat others: decided apart, by hash. `where` SQL or null. */
  | {
      readonly kind: 'repeats'
      readonly columns: readonly string[]
      readonly nulls: 'skip' | 'equal'
      readonly count: 'repeats' | 'all'
      readonly where: string | null
    }
  /** Some numbers (aggregates or scalar subqueries), and what they mean. `offenders` is a query of `row`, `file`, `value`, unordered. */
  | {
      readonly kind: 'scalars'
      readonly sql: readonly string[]
      readonly offenders: string | null
      read(values: readonly unknown[], rows: number): Finding
    }
  /** JavaScript decides on each distinct text of `value`; rows whose text fails then fail. */
  | {
      readonly kind: 'distinct_values'
      /** SQL of the text to decide on; null is passed over. */
      readonly value: string
      readonly considered: string | null
      readonly shown: string
      test(text: string): boolean
    }
  /** Numbers that must be known before the check can be told in SQL: they are gathered by a scan before the others. */
  | {
      readonly kind: 'staged'
      readonly sql: readonly string[]
      compile(values: readonly unknown[]): Compiled
    }

export function passing(observed: Finding['observed'] = null): Finding {
  return { outcome: 'pass', observed, failed: 0, share: 0, message: null }
}
export function failing(message: string, observed: Finding['observed'] = null): Finding {
  return { outcome: 'fail', observed, failed: 0, share: 0, message }
}
export function undecided(message: string): Finding {
  return { outcome: 'error', observed: null, failed: 0, share: 0, message }
}
