import { type Check, describeCheck, type Finding, subjectOf } from '@seaworthy/contracts'

/** Fits `CheckResult` of the record. */
export interface CheckOutcome extends Finding {
  readonly id: string
  readonly kind: string
  /** Null for checks of several columns or of the whole table. */
  readonly column: string | null
  readonly severity: 'error' | 'warning'
  readonly expected: string
  readonly samples: readonly OffendingRow[]
  /** Of the contract, from 1. */
  readonly line: number
}
export interface OffendingRow {
  /** From 0 over all records of the files in name order. */
  readonly row: number
  readonly value: string | null
  readonly file: string | null
  /** Of a text file, the line on which the record begins, from 1; null where files have no lines. */
  readonly line: number | null
}

export interface Samples {
  /** Whether values may be quoted; row numbers always are. */
  readonly show: boolean
  readonly limit: number
}

export function checkOutcome(check: Check, finding: Finding, samples: readonly OffendingRow[]): CheckOutcome {
  const { outcome, observed, failed, share, message } = finding
  const head = { id: check.id, kind: check.kind, column: subjectOf(check), severity: check.severity, line: check.line }
  return { ...head, outcome, expected: describeCheck(check), observed, failed, share, samples, message }
}
