import { type Condition, holds } from '../condition.ts'
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
  const compared = condition.unit === 'rows' ? failed : condition.unit === 'percent' ? 100 * share : valued === 0 ? 1 : (valued - failed) / valued
  const onlyNone = condition.unit === 'rows' && condition.operator === 'equal' && condition.value === 0
  return { outcome: holds(condition, compared) ? 'pass' : 'fail', observed: onlyNone ? null : compared, failed, share, message: null }
}
