import type { EvaluateBody, Evidence, Finding } from '@seaworthy/record'
import { escapeMarkdown, excerpt } from './escape-markdown.ts'
import { counted, grouped } from './numbers.ts'

type Slice = NonNullable<Evidence['slice']>

/** `origin = ATL`, escaped. Slices too small to judge alone are one: "origin = other (pooled)". */
export function sliceName(slice: Slice): string {
  return `${escapeMarkdown(excerpt(slice.column, 60))} = ${sliceValue(slice)}`
}

export function sliceValue(slice: Slice): string {
  const value = slice.value === '' ? '(empty)' : escapeMarkdown(excerpt(slice.value, 60))
  return slice.pooled ? `${value} (pooled)` : value
}

/** The columns of a gate's slices, in order. */
export function sliceColumns(findings: readonly Finding[]): readonly string[] {
  return [...new Set(findings.flatMap((finding) => finding.evidence.slice?.column ?? []))]
}

/** `80 of 229 judged, the rest as "other"`. */
export function coverage(slicing: EvaluateBody['slicing'], columns: readonly string[]): string {
  const told = slicing
    .filter(({ column }) => columns.includes(column))
    .map(({ column, values, judged, pooled }) => {
      const where = columns.length > 1 ? `${escapeMarkdown(excerpt(column, 60))}: ` : ''
      if (judged >= values) return `${where}all ${grouped(values)} judged`
      return `${where}${grouped(judged)} of ${grouped(values)} judged${pooled > 0 ? ', the rest as "other"' : ''}`
    })
  return told.join('; ')
}

export function rowsOf(evidence: Evidence): string {
  return counted(evidence.units.rows, 'row')
}
