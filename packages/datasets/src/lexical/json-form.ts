import { type Lexical, quoteText, typeFamily } from '@seaworthy/contracts'
import { typedValue } from '../csv-lexical.ts'

/** Beyond it the reader's double precision no longer tells one integer from the next. */
const maxExactDouble = 2 ** 53
/** Digits of a fraction that double precision keeps. */
const exactDigits = 15

export interface JsonForm {
  /** DuckDB's; null: whatever the value is, as a text. */
  readonly duckType: string | null
  readonly lexical?: Lexical | null
}

/**
 * SQL of the typed value of a JSON text (as the reader writes it: no blanks, doubles with a point). A JSON string is never a number
 * nor a truth value; 1.0 is an integer; dates and times stand in strings. Null where the value is of another type.
 */
export function typedJson(json: string, { duckType, lexical }: JsonForm): string {
  if (duckType === null) return `case when starts_with(${json}, '"') then ${stringOf(json)} else ${json} end`
  const cast = `try_cast(${json} as ${duckType})`
  switch (typeFamily(duckType)) {
    case 'integer':
      return `case when ${cast}::VARCHAR = ${json} then ${cast} when ${wholeDouble(json)} then ${cast} end`
    case 'number':
      return duckType.startsWith('DECIMAL') ? decimalForm(json, duckType) : `case when isfinite(${cast}) then ${cast} end`
    case 'boolean':
      return `case ${json} when 'true' then true when 'false' then false end`
    case 'date':
    case 'timestamp':
    case 'time':
      return typedValue(plainString(json), { duckType, lexical: lexical ?? null })
    case 'string':
      return `case when starts_with(${json}, '"') then ${typedValue(stringOf(json), { duckType, lexical: null })} end`
    case 'other':
      return `try_cast(${json} as ${duckType})`
  }
}

function wholeDouble(json: string): string {
  return `regexp_full_match(${json}, '-?[0-9]+\\.0') and abs(try_cast(${json} as DOUBLE)) < ${maxExactDouble}`
}

// A fraction reaches us through double precision: with more digits than that keeps, it may be another number.
function decimalForm(json: string, duckType: string): string {
  const scale = /,\s*(\d+)\)$/.exec(duckType)?.[1] ?? '0'
  const whole = `regexp_full_match(${json}, '-?[0-9]+')`
  const fraction = `regexp_full_match(${json}, '-?[0-9]+\\.([0-9]{1,${scale === '0' ? 1 : scale}}|0)') and length(ltrim(${json}, '-0.')) <= ${exactDigits + 1}`
  return `case when ${whole} or (${fraction}) then ${typedValue(json, { duckType })} end`
}

/** The text of a JSON string; most hold no escape, and need not be parsed again. */
function stringOf(json: string): string {
  return `case when contains(${json}, ${quoteText('\\')}) then ${json}::JSON->>'$' else ${json}[2:-2] end`
}

// What names a time holds no escape, as the reader writes only those that must be.
function plainString(json: string): string {
  return `case when starts_with(${json}, '"') then ${json}[2:-2] end`
}
