import type { Bound, Check, Pattern } from '../check.ts'
import { type Condition, describeCondition } from '../condition.ts'
import { describeFilter } from '../describe/filter-words.ts'
import { listed } from '../describe/words.ts'
import { describeCheck } from '../describe-check.ts'
import type { Filter } from '../filter.ts'
import { canonical } from './canonical.ts'
import type { Difference } from './contract-change.ts'
import { type Fields, fieldTightness } from './field-tightness.ts'

const apart = new Set(['id', 'line', 'severity', 'kind'])
const asWarning = 'it was a warning: nothing was refused for it'
const reasons = {
  tighter: 'no more is accepted than before',
  looser: 'data that were refused are accepted now',
  unknown: 'it cannot be told that no more is accepted than before',
} as const

/** What is different between two versions of a check of one kind, field by field. */
export function checkDifferences(before: Check, after: Check): readonly Difference[] {
  const [old, now]: readonly Fields[] = [{ ...before }, { ...after }]
  const fields = Object.keys({ ...old, ...now }).filter((field) => !apart.has(field) && canonical(old?.[field]) !== canonical(now?.[field]))
  return [
    ...severityDifference(before, after),
    ...fields.map((field) => {
      const tightness = fieldTightness(field, { kind: after.kind, before: old ?? {}, after: now ?? {} })
      const compatible = tightness === 'tighter' || before.severity === 'warning'
      const why = tightness !== 'tighter' && compatible ? asWarning : reasons[tightness]
      return { field: `${after.id}: ${field}`, before: words(field, old?.[field]), after: words(field, now?.[field]), compatible, why }
    }),
  ]
}

export function checkRemoved(check: Check): Difference {
  const compatible = check.severity === 'warning'
  return { field: check.id, before: describeCheck(check), after: null, compatible, why: compatible ? asWarning : reasons.looser }
}

export function checkAdded(check: Check): Difference {
  return { field: check.id, before: null, after: describeCheck(check), compatible: true, why: reasons.tighter }
}

function severityDifference({ severity: before }: Check, { severity: after, id }: Check): readonly Difference[] {
  if (before === after) return []
  const compatible = after === 'error'
  return [{ field: `${id}: severity`, before, after, compatible, why: compatible ? 'what was a warning is refused now' : reasons.looser }]
}

const maxShown = 200

function words(field: string, value: unknown): string | null {
  if (value === null || value === undefined) return null
  if (field === 'condition') return describeCondition(value as Condition)
  if (field === 'where' || field === 'must') return describeFilter(value as Filter)
  if (field === 'minimum' || field === 'maximum') return end(value as Bound | number)
  if (field === 'patterns')
    return (value as readonly (string | Pattern)[]).map((one) => (typeof one === 'string' ? one : `/${one.source}/`)).join(', ')
  const text = Array.isArray(value) ? listed(value) : typeof value === 'string' ? value : canonical(value)
  return text.length > maxShown ? `${text.slice(0, maxShown).toWellFormed()}…` : text
}

function end(value: Bound | number): string {
  return typeof value === 'number' ? String(value) : `${value.value}${value.exclusive ? ' (exclusive)' : ''}`
}
