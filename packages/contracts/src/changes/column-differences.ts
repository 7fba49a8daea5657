import type { ColumnRule } from '../contract.ts'
import { canonical } from './canonical.ts'
import type { Difference } from './contract-change.ts'

/** What is different between two versions of a column; null where there is none. */
export function columnDifferences(before: ColumnRule | null, after: ColumnRule | null): readonly Difference[] {
  if (!before) return after ? [columnAdded(after)] : []
  if (!after) return [{ field: 'column', before: describeColumn(before), after: null, compatible: false, why: 'who reads it finds it no more' }]
  return [
    ...typeDifferences(before, after),
    ...requiredDifference(before, after),
    ...writingDifference(before, after),
    ...personalDifference(before, after),
  ]
}

function columnAdded(column: ColumnRule): Difference {
  const why = column.required ? 'data that were accepted before do not have it' : 'nothing that was promised goes away'
  return { field: 'column', before: null, after: describeColumn(column), compatible: !column.required, why }
}

function describeColumn({ type, duckType, required }: ColumnRule): string {
  return `${duckType ?? type ?? 'any type'}${required ? ', required' : ''}`
}

function typeDifferences(before: ColumnRule, after: ColumnRule): readonly Difference[] {
  return (['type', 'duckType'] as const).flatMap((field) => {
    const [old, now] = [before[field], after[field]]
    if (old === now) return []
    const compatible = old === null
    const why = compatible
      ? 'no more is accepted than before'
      : now === null
        ? 'other types are accepted now'
        : `who reads ${old} values gets ${now} values`
    return [{ field, before: old, after: now, compatible, why }]
  })
}

function requiredDifference(before: ColumnRule, after: ColumnRule): readonly Difference[] {
  if (before.required === after.required) return []
  const why = after.required ? 'no more is accepted than before' : 'nulls are accepted now'
  return [{ field: 'required', before: String(before.required), after: String(after.required), compatible: after.required, why }]
}

function writingDifference(before: ColumnRule, after: ColumnRule): readonly Difference[] {
  const [old, now] = [before.lexical, after.lexical].map((lexical) => (lexical === null ? null : canonical(lexical)))
  if (old === now) return []
  return [{ field: 'lexical', before: old ?? null, after: now ?? null, compatible: false, why: 'a text may mean another value now' }]
}

function personalDifference(before: ColumnRule, after: ColumnRule): readonly Difference[] {
  const [old, now] = [before, after].map(({ personal }) => (personal === null || personal === 'any' ? personal : personal.toSorted().join(', ')))
  if (old === now) return []
  const fewer = after.personal === null || before.personal === 'any'
  const compatible = fewer || (after.personal !== 'any' && after.personal?.every((kind) => before.personal?.includes(kind)) === true)
  const why = compatible ? 'no more personal data are declared than before' : 'personal data that were not declared may come now'
  return [{ field: 'personal', before: old ?? null, after: now ?? null, compatible, why }]
}
