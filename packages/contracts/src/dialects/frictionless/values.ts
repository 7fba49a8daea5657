import type { Scalar } from '../../check.ts'
import type { FieldType } from './field-types.ts'
import { isoText } from './iso-text.ts'
import { isForm, isoParts, isYearMonth } from './lexical-forms.ts'
import type { TimeFormat } from './time-format.ts'

/** How the values of a field are written. */
export interface Writing {
  readonly type: FieldType
  readonly decimal: string
  readonly group: string | null
  readonly bareNumber: boolean
  readonly trueValues: readonly string[]
  readonly falseValues: readonly string[]
  /** Null: the default format. */
  readonly time: TimeFormat | null
}

/** A value that a constraint names, as checks carry it; or what is wrong with it. */
export type ValueRead = { readonly value: Scalar } | { readonly fault: string }

/**
 * A value of a constraint: as JSON has it, or a text that is written as the values of the field are.
 * @example readValue('1.000,5', german) // { value: 1000.5 }
 */
export function readValue(written: unknown, writing: Writing): ValueRead {
  const value = parse(written, writing)
  return value === null ? { fault: `${JSON.stringify(written)} is no ${writing.type}` } : { value }
}

function parse(written: unknown, writing: Writing): Scalar | null {
  switch (writing.type) {
    case 'integer':
      return typeof written === 'string' ? integerOf(digits(written, writing)) : safeInteger(written)
    case 'number':
      return typeof written === 'string' ? numberOf(digits(written, writing)) : exactNumber(written)
    case 'boolean':
      if (typeof written === 'boolean') return written
      if (typeof written !== 'string') return null
      return writing.trueValues.includes(written) ? true : writing.falseValues.includes(written) ? false : null
    case 'year':
      return typeof written === 'string' ? (isForm('year', written) ? Number(written) : null) : yearOf(written)
    case 'yearmonth':
      return typeof written === 'string' && isYearMonth(written) ? written : null
    case 'date':
    case 'time':
      return typeof written === 'string' ? timeOf(writing.type, written, writing.time) : null
    case 'datetime':
      return typeof written === 'string' ? timeOf('timestamp', written, writing.time) : null
    case 'string':
      return typeof written === 'string' ? written : null
    default:
      return typeof written === 'string' || typeof written === 'boolean' ? written : exactNumber(written)
  }
}

/** A number as text, without the marks that the field puts into it; null where another mark stands for the decimal one. */
function digits(text: string, { decimal, group, bareNumber }: Writing): string | null {
  const bare = bareNumber ? text : text.replace(/^[^-\d]*/, '').replace(/\D*$/, '')
  const ungrouped = group === null ? bare : bare.replaceAll(group, '')
  if (decimal !== '.' && ungrouped.includes('.')) return null
  return ungrouped.replaceAll(decimal, '.').trim()
}

/** Text where a number would be rounded. */
function integerOf(text: string | null): number | string | null {
  if (text === null || !isForm('integer', text)) return null
  const exact = BigInt(text.replace(/^\+/, ''))
  const number = Number(exact)
  return Number.isSafeInteger(number) ? number : String(exact)
}

function numberOf(text: string | null): number | null {
  if (text === null || !isForm('number', text)) return null
  if (/nan/i.test(text)) return Number.NaN
  if (/inf/i.test(text)) return text.startsWith('-') ? -Infinity : Infinity
  return Number(text)
}

function safeInteger(written: unknown): number | null {
  return typeof written === 'number' && Number.isSafeInteger(written) ? written : null
}

// Beyond 2^53 the number is not the one that was written.
function exactNumber(written: unknown): number | null {
  if (typeof written !== 'number' || !Number.isFinite(written)) return null
  return Number.isInteger(written) && Math.abs(written) < 1e21 ? safeInteger(written) : written
}

function yearOf(written: unknown): number | null {
  const year = safeInteger(written)
  return year !== null && year >= 0 && year <= 9999 ? year : null
}

function timeOf(type: 'date' | 'time' | 'timestamp', text: string, format: TimeFormat | null): string | null {
  const parts = format === null ? isoParts(type, text) : format.parse(text)
  return parts && isoText(type, parts)
}
