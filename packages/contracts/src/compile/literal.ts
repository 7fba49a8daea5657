import type { Scalar } from '../check.ts'
import { typeFamily } from '../logical-type.ts'
import { quoteText } from '../sql/sql-text.ts'
import { isIsoDate, isIsoTime, isIsoTimestamp } from './iso-literal.ts'

const wholeNumber = /^-?[0-9]+$/
const decimalNumber = /^-?[0-9]*\.?[0-9]+$/
/** The most digits of a DuckDB DECIMAL. */
const maxDigits = 38

/**
 * A value as an SQL literal that compares exactly with a column of a DuckDB type; null where the two do not compare. Numbers beyond
 * 2^53 come as texts of digits; dates and times as ISO 8601 texts. Nothing converts: '1' is no number beside a text.
 * @example literal('2001-01-03', 'DATE') // "DATE '2001-01-03'"
 */
export function literal(value: Scalar, duckType: string): string | null {
  switch (typeFamily(duckType)) {
    case 'integer':
    case 'number':
      return numberLiteral(value, duckType)
    case 'boolean':
      return typeof value === 'boolean' ? String(value) : null
    case 'string':
      return typeof value === 'string' ? quoteText(value) : null
    case 'date':
    case 'timestamp':
      return typeof value === 'string' ? timeLiteral(value, duckType) : null
    case 'time':
      return typeof value === 'string' && isIsoTime(value) ? `TIME ${quoteText(value)}` : null
    case 'other':
      return null
  }
}

function numberLiteral(value: Scalar, duckType: string): string | null {
  if (typeof value === 'boolean') return null
  if (typeof value === 'string') return exactDigits(value)
  if (Number.isNaN(value)) return `'nan'::DOUBLE`
  if (!Number.isFinite(value)) return value > 0 ? `'infinity'::DOUBLE` : `'-infinity'::DOUBLE`
  if (Number.isSafeInteger(value)) return Object.is(value, -0) ? '0' : String(value)
  // A DECIMAL literal beside a DOUBLE is rounded on its way: with an exponent it is read as the nearest double at once.
  const text = String(value)
  if (duckType.startsWith('DECIMAL') && decimalNumber.test(text)) return text
  const double = text.includes('e') ? text : `${text}e0`
  // A FLOAT is compared with the nearest FLOAT: as a DOUBLE, 0.1 would be equal to none.
  return duckType === 'FLOAT' ? `(${double})::FLOAT` : double
}

function exactDigits(text: string): string | null {
  if (!decimalNumber.test(text)) return null
  const digits = text.replaceAll(/[-.]/g, '').replace(/^0+/, '')
  if (digits.length > maxDigits) return `${text}e0`
  return wholeNumber.test(text) ? `${text}::HUGEINT` : text
}

function timeLiteral(text: string, duckType: string): string | null {
  if (isIsoDate(text)) return `DATE ${quoteText(text)}`
  if (!isIsoTimestamp(text)) return null
  return duckType === 'TIMESTAMP WITH TIME ZONE' ? `TIMESTAMPTZ ${quoteText(`${text}+00`)}` : `TIMESTAMP ${quoteText(text)}`
}
