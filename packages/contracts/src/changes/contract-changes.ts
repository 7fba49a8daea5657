import { type Check, subjectOf } from '../check.ts'
import { none } from '../condition.ts'
import type { Contract, ContractObject } from '../contract.ts'
import { canonical } from './canonical.ts'
import { checkAdded, checkDifferences, checkRemoved } from './check-differences.ts'
import { columnDifferences } from './column-differences.ts'
import type { ContractChange, Difference } from './contract-change.ts'
import { pairedChecks } from './paired-checks.ts'

/**
 * What is different between two versions of a contract, field by field, for those who consume the data (a model). A change is
 * breaking where data that would have been refused are accepted now, or where a column that may be read goes away; also where a
 * required column is added, as none of the data so far have it. So: a looser check, a removed one, one that is only a warning now,
 * and any change of a type are breaking; a tighter or new check and a new optional column are compatible. What cannot be told to
 * be tighter (another pattern, another query) is breaking. A check that was a warning refused nothing, and may change. Whatever
 * dialect they are written in, checks are compared by what they ask for, and a new id alone is no change. Sorted by object,
 * column and field; a first contract (`before` null) only adds.
 * @example contractChanges(before, after)[0] // { object: 'flights', column: 'delay', field: 'delay.range: minimum', before: '-120', after: '-200', compatible: false, … }
 */
export function contractChanges(before: Contract | null, after: Contract): readonly ContractChange[] {
  const [old, now] = [before?.objects ?? [], after.objects].map((objects) => new Map(objects.map((object) => [object.name, object])))
  const names = [...new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])])]
  return names.flatMap((name) => objectChanges(name, old?.get(name) ?? null, now?.get(name) ?? null)).toSorted(byPlace)
}

function objectChanges(name: string, before: ContractObject | null, after: ContractObject | null): readonly ContractChange[] {
  const whole = (difference: Difference): ContractChange => ({ object: name, column: null, ...difference })
  if (!before || !after) {
    const why = after ? 'nothing that was promised goes away' : 'who reads it finds it no more'
    return [
      whole({ field: 'object', before: before && describeObject(before), after: after && describeObject(after), compatible: after !== null, why }),
    ]
  }
  const columns = columnChanges(name, before, after)
  const text = [before.text, after.text].map((one) => (one === null ? null : canonical(one)))
  const written = {
    field: 'text',
    before: text[0] ?? null,
    after: text[1] ?? null,
    compatible: false,
    why: 'the same bytes may mean other values now',
  }
  return [...columns, ...checkChanges(name, before, after).filter(notTold(columns)), ...(text[0] === text[1] ? [] : [whole(written)])].map(
    ({ check: _, ...change }: Checked) => change,
  )
}

function describeObject({ columns, checks }: ContractObject): string {
  return `${columns.length} columns, ${checks.length} checks`
}

function columnChanges(object: string, before: ContractObject, after: ContractObject): readonly ContractChange[] {
  const [old, now] = [before, after].map(({ columns }) => new Map(columns.map((column) => [column.name, column])))
  const names = [...new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])])]
  return names.flatMap((column) =>
    columnDifferences(old?.get(column) ?? null, now?.get(column) ?? null).map((difference) => ({ object, column, ...difference })),
  )
}

interface Checked extends ContractChange {
  readonly check?: Check
}

function checkChanges(object: string, before: ContractObject, after: ContractObject): readonly Checked[] {
  const { pairs, removed, added } = pairedChecks(before.checks, after.checks)
  const placed = (check: Check) => (difference: Difference) => ({ object, column: subjectOf(check), ...difference, check })
  return [
    ...pairs.flatMap(([old, now]) => checkDifferences(old, now).map(placed(now))),
    ...removed.map((check) => placed(check)(checkRemoved(check))),
    ...added.map((check) => placed(check)(checkAdded(check))),
  ]
}

/** A column's own fields tell what its checks of presence, type and nulls say once more; those of a column that comes or goes do too. */
function notTold(columns: readonly ContractChange[]): (change: Checked) => boolean {
  const told = new Set(columns.map(({ column, field }) => `${field} ${column}`))
  return ({ check, column }) => {
    if (!check || column === null) return true
    if (told.has(`column ${column}`)) return false
    if (check.kind === 'type') return !told.has(`type ${column}`) && !told.has(`duckType ${column}`)
    return !(check.kind === 'not_null' && told.has(`required ${column}`) && check.where === null && canonical(check.condition) === canonical(none))
  }
}

function byPlace(one: ContractChange, other: ContractChange): number {
  const keys = ({ object, column, field, before }: ContractChange) => [object, column ?? '', field, before ?? '']
  const [left, right] = [keys(one), keys(other)]
  const at = left.findIndex((key, index) => key !== right[index])
  return at < 0 ? 0 : (left[at] ?? '') < (right[at] ?? '') ? -1 : 1
}
