import { type Check, columnsOf, maskValue, type PersonalKind } from '@seaworthy/contracts'
import type { CheckOutcome } from '../check-outcome.ts'

type Hidden = ReadonlyMap<string, readonly PersonalKind[] | 'any'>

/**
 * An outcome without values of personal columns; what is quoted of whole rows, or by a query, is masked where any column is. Where
 * no value may be shown, the text that a check observed is none either.
 */
export function maskedOutcome(
  check: Check,
  outcome: CheckOutcome,
  { hidden, show }: { readonly hidden: Hidden; readonly show: boolean },
): CheckOutcome {
  // Its SQL shows no value in the first place.
  if (check.kind === 'personal_data') return outcome
  const kinds = hiddenKinds(check, hidden)
  const isText = typeof outcome.observed === 'string' && !aboutTypes.has(check.kind)
  if (kinds === null) return isText && !show ? { ...outcome, observed: null } : outcome
  const observed = isValue(check) ? null : typeof outcome.observed === 'string' && isText ? maskValue(outcome.observed, kinds) : outcome.observed
  const samples = outcome.samples.map((sample) => ({ ...sample, value: sample.value === null ? null : maskValue(sample.value, kinds) }))
  return { ...outcome, observed, samples }
}

/** What these observe is no value. */
const aboutTypes: ReadonlySet<Check['kind']> = new Set(['type', 'type_in', 'columns', 'column_present'])

/** Whether what it observes is the value of one row, as the greatest number is. */
function isValue(check: Check): boolean {
  return check.kind === 'aggregate' && ['min', 'max', 'median', 'quantile'].includes(check.measure.name)
}

function hiddenKinds(check: Check, hidden: Hidden): readonly PersonalKind[] | 'any' | null {
  const own = columnsOf(check)
  const columns = own === null || own.length === 0 ? [...hidden.keys()] : own.filter((name) => hidden.has(name))
  if (columns.length === 0) return null
  const kinds = columns.map((name) => hidden.get(name) ?? [])
  return kinds.includes('any') ? 'any' : kinds.flatMap((some) => (some === 'any' ? [] : some))
}
