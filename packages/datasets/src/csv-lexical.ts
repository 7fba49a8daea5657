import { type ColumnRule, type Lexical, type LogicalType, plainLexical, quoteText, typeFamily } from '@seaworthy/contracts'
import { givenForm } from './lexical/given-form.ts'
import { numberForm } from './lexical/number-form.ts'
import { clockPattern, dayPattern, zonePattern } from './lexical/time-form.ts'

/** The types that a text may show without a contract. */
export const csvTypes = ['integer', 'number', 'boolean', 'date', 'timestamp', 'string'] as const
export type CsvType = (typeof csvTypes)[number]

const duckTypes: { readonly [T in LogicalType]: string } = {
  integer: 'BIGINT',
  number: 'DOUBLE',
  boolean: 'BOOLEAN',
  date: 'DATE',
  timestamp: 'TIMESTAMP',
  time: 'TIME',
  string: 'VARCHAR',
}

/** The DuckDB type to which a text column is read. */
export function csvDuckType(type: LogicalType, physical: ColumnRule['duckType'] = null): string {
  return physical ?? duckTypes[type]
}

export interface Form {
  /** DuckDB's. */
  readonly duckType: string
  readonly lexical?: Lexical | null
  /** Whether it is one of many columns: see {@link isWide}. */
  readonly wide?: boolean
  /** False where no text ends in a blank, which makes numbers cheaper to tell. */
  readonly blankEnds?: boolean
}

/** From here on the engine's planning of many expressions costs more than it saves at each value. */
export function isWide(columns: readonly unknown[]): boolean {
  return columns.length > 64
}

/**
 * SQL of the typed value of a text: null where the text is not written as its type is, or names no value of it. DuckDB's TRY_CAST
 * alone takes 1.5 for 2, 1_000, 0x1F, yes, 2024/02/03, 1e400 and blanks around; what may be written is fixed here.
 */
export function typedValue(raw: string, { duckType, lexical, wide = false, blankEnds = true }: Form): string {
  const form = lexical ?? plainLexical
  if (form.form !== null) return givenForm(raw, duckType, { ...form, form: form.form })
  const cast = `try_cast(${raw} as ${duckType})`
  switch (typeFamily(duckType)) {
    case 'integer':
    case 'number':
      return numberForm(raw, { duckType, lexical: form, wide, blankEnds })
    case 'boolean':
      return `case when ${oneOf(raw, form.trueValues)} then true when ${oneOf(raw, form.falseValues)} then false end`
    case 'date':
    case 'timestamp':
    case 'time':
      return form.timeFormat === null ? timeForm(raw, duckType) : `try_cast(try_strptime(${raw}, ${quoteText(form.timeFormat)}) as ${duckType})`
    case 'string':
      if (duckType === 'VARCHAR') return raw
      return duckType === 'UUID' ? `case when regexp_full_match(${raw}, ${quoteText(uuid)}) then ${cast} end` : cast
    case 'other':
      return cast
  }
}

const uuid = '[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}'

function oneOf(raw: string, texts: readonly string[]): string {
  return texts.length === 0 ? 'false' : `${raw} in (${texts.map(quoteText).join(', ')})`
}

// What comes back from the cast as it was is written as the type is, and needs no pattern: that is most of all times.
function timeForm(raw: string, duckType: string): string {
  const cast = `try_cast(${raw} as ${duckType})`
  const when = (pattern: string, value: string) => `when regexp_full_match(${raw}, ${quoteText(pattern)}) then ${value}`
  switch (typeFamily(duckType)) {
    case 'date':
      return `case when length(${raw}) = 10 and ${cast}::VARCHAR = ${raw} then ${cast} ${when(dayPattern, cast)} end`
    case 'time':
      return `case ${when(clockPattern, cast)} end`
    default: {
      const local = `${dayPattern}([T ]${clockPattern})?`
      const zoned = `${dayPattern}[T ]${clockPattern}${zonePattern}`
      const instant = `try_cast(try_cast(${raw} as TIMESTAMP WITH TIME ZONE) as ${duckType})`
      const same = duckType === 'TIMESTAMP' ? `when length(${raw}) = 19 and ${cast}::VARCHAR = ${raw} then ${cast} ` : ''
      return `case ${same}${when(local, cast)} ${when(zoned, instant)} end`
    }
  }
}
