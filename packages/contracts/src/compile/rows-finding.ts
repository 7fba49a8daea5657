import type { Check } from '../check.ts'
import { type Condition, holds, none } from '../condition.ts'
import type { Finding } from './compiled.ts'

/** Rows by what a check says of them. */
export interface RowCounts {
  readonly failed: number
  /** Rows that the check looks at. */
  readonly considered: number
  /** Those of them that have a value. */
  readonly valued: number
}

/**
 * Whether so many failing rows are allowed. The share of passing values is (valued - failed) / valued in doubles, compared as it
 * is: no rounding, as Great Expectations has its `mostly`.
 * @example rowsFinding(none, { failed: 2, considered: 8, valued: 8 }) // { outcome: 'fail', observed: null, failed: 2, share: 0.25, message: null }
 */
export function rowsFinding(condition: Condition, { failed, considered, valued }: RowCounts): Finding {
  const share = considered === 0 ? 0 : failed / considered
  const compared =
    condition.unit === 'rows'
      ? failed
      : condition.unit === 'percent'
        ? considered === 0
          ? 0
          : (100 * failed) / considered
        : valued === 0
          ? 1
          : (valued - failed) / valued
  const onlyNone = condition.unit === 'rows' && condition.operator === 'equal' && condition.value === 0
  return { outcome: holds(condition, compared) ? 'pass' : 'fail', observed: onlyNone ? null : compared, failed, share, message: null }
}

/** What the failing rows of a check come to. Checks that ask for a count tell it even where none is allowed. */
export function checkFinding(check: Check, counts: RowCounts): Finding {
  const condition = 'condition' in check ? check.condition : none
  const finding = rowsFinding(condition, counts)
  const told = check.kind === 'duplicates' || check.kind === 'null_count' || check.kind === 'sql_rows'
  return told && finding.observed === null ? { ...finding, observed: counts.failed } : finding
}
