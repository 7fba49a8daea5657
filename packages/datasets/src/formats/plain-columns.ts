import { type ColumnRule, plainLexical, type TextDialect, typeFamily } from '@seaworthy/contracts'
import type { WrittenColumn } from '../places/written-columns.ts'

/** No text of so many digits and signs names a whole number beyond its type. */
const integerBytes: Readonly<Record<string, number>> = { TINYINT: 2, SMALLINT: 4, INTEGER: 9, BIGINT: 18, HUGEINT: 37 }
/** Nor, without an exponent, one beyond doubles. */
const doubleBytes = 300

export interface PlainQuestion {
  /** DuckDB's. */
  readonly type: string
  readonly rule: ColumnRule | null
  readonly dialect: TextDialect
  readonly written: WrittenColumn | undefined
}

/**
 * Whether all texts of a column are known to be written as its type is, and in no other way than the engine's own reader takes
 * them: it may then read them as values.
 */
export function isPlain({ type, rule, dialect, written }: PlainQuestion): boolean {
  if (!written || dialect.skipInitialSpace || !dialect.missing.includes('') || !isPlainly(rule)) return false
  if (type === 'DOUBLE') return written.number && written.longestBytes <= doubleBytes
  return typeFamily(type) === 'integer' && written.integer && written.longestBytes <= (integerBytes[type] ?? 0)
}

function isPlainly(rule: ColumnRule | null): boolean {
  if (!rule?.lexical) return true
  const { form, decimal, group, bareNumber, missing } = rule.lexical
  const { decimal: point, group: mark, bareNumber: bare } = plainLexical
  return form === null && decimal === point && group === mark && bareNumber === bare && (missing?.length ?? 0) === 0
}
