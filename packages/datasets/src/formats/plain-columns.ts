import { type ColumnRule, plainLexical, type TextDialect } from '@seaworthy/contracts'
import type { WrittenColumn } from '../places/written-columns.ts'
import type { IntegerBounds } from '../table.ts'

/** No text of so many digits and signs names a whole number beyond its type. */
const integerBytes = { TINYINT: 2, SMALLINT: 4, INTEGER: 9, BIGINT: 18, HUGEINT: 37 } as const
/** Nor, without an exponent, one beyond doubles. */
const doubleBytes = 300

/** What all whole numbers of so many digits and signs lie between; null where they are not all such, or too large to matter. */
export function integerBounds({ rule, dialect, written }: Omit<PlainQuestion, 'type'>): IntegerBounds | null {
  if (!isReadable({ rule, dialect }) || !written?.integer || written.longestBytes < 1 || written.longestBytes > integerBytes.BIGINT) return null
  const greatest = 10n ** BigInt(written.longestBytes) - 1n
  return { least: -(greatest / 10n), greatest }
}

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
  if (!written || !isReadable({ rule, dialect })) return false
  if (type === 'DOUBLE') return written.number && written.longestBytes <= doubleBytes
  return isInteger(type) && written.integer && written.longestBytes <= integerBytes[type]
}

// What stands for a missing value is the reader's to tell.
function isReadable({ rule, dialect }: Pick<PlainQuestion, 'rule' | 'dialect'>): boolean {
  if (dialect.skipInitialSpace || !dialect.missing.includes('')) return false
  if (!rule?.lexical) return true
  const { form, decimal, group, bareNumber, missing } = rule.lexical
  const { decimal: point, group: mark, bareNumber: bare } = plainLexical
  return form === null && decimal === point && group === mark && bareNumber === bare && (missing?.length ?? 0) === 0
}

function isInteger(type: string): type is keyof typeof integerBytes {
  return Object.hasOwn(integerBytes, type)
}
