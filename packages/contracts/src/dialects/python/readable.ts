import type { CheckOf, Severity } from '../../check.ts'
import { allRows } from '../../condition.ts'
import { checkId } from '../check-id.ts'

/**
 * That every value of a column can be read as the type that the contract gives it. In text files a value that cannot is none, and
 * equals nothing, not even itself; in files with types of their own, whatever these are, every value equals itself.
 */
export function readableCheck(column: string, { severity, line }: { readonly severity: Severity; readonly line: number }): CheckOf<'row'> {
  const same = { kind: 'compare_columns', left: column, operator: '=', right: column } as const
  return { kind: 'row', id: checkId([column], 'type'), severity, line, ...allRows, must: { kind: 'any', parts: [{ kind: 'null', column }, same] } }
}
