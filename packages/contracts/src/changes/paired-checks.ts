import { type Check, columnsOf } from '../check.ts'
import { canonical } from './canonical.ts'

export interface PairedChecks {
  readonly pairs: readonly (readonly [before: Check, after: Check])[]
  readonly removed: readonly Check[]
  readonly added: readonly Check[]
}

/** What a check asks for, without its name, severity and place. */
function body({ id: _id, line: _line, severity: _severity, ...asked }: Check): string {
  return canonical(asked)
}

/** From the surest likeness to the least: the same check, the same by another name, one about the same columns, one of the same name. */
const likenesses: readonly ((check: Check) => string)[] = [
  (check) => `${check.id} ${body(check)}`,
  body,
  (check) => canonical([check.id, check.kind, columnsOf(check)]),
  (check) => canonical([check.kind, columnsOf(check)]),
  (check) => canonical([check.id, check.kind]),
]

/** Which check of the one version is which of the other, by what they ask for; ids tell apart those that are alike. */
export function pairedChecks(before: readonly Check[], after: readonly Check[]): PairedChecks {
  const pairs: (readonly [Check, Check])[] = []
  let [removed, added] = [before, after]
  for (const likeness of likenesses) {
    const waiting = Map.groupBy(added, likeness)
    removed = removed.filter((check) => {
      const found = waiting.get(likeness(check))?.shift()
      if (found) pairs.push([check, found])
      return !found
    })
    added = [...waiting.values()].flat()
  }
  return { pairs, removed, added }
}
