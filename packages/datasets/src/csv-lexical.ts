import { type ColumnRule, type LogicalType, quoteText } from '@seaworthy/contracts'

/** The types that a CSV file may show without a contract. */
export const csvTypes = ['integer', 'number', 'boolean', 'date', 'timestamp', 'string'] as const
export type CsvType = (typeof csvTypes)[number]

const day = '[0-9]{4}-[0-9]{2}-[0-9]{2}'
const clock = '[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,6})?)?'

// TRY_CAST alone takes 1.5 for 2, 1_000, 0x1F, yes, 2024/02/03 and blanks around: what may be written is fixed here.
const forms: { readonly [T in LogicalType]: { readonly duckType: string; readonly pattern: string | null } } = {
  integer: { duckType: 'BIGINT', pattern: '-?(0|[1-9][0-9]*)' },
  number: { duckType: 'DOUBLE', pattern: '-?((0|[1-9][0-9]*)(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]+)?|[Nn]a[Nn]|-?[Ii]nf(inity)?' },
  boolean: { duckType: 'BOOLEAN', pattern: 'true|false|True|False|TRUE|FALSE' },
  date: { duckType: 'DATE', pattern: day },
  timestamp: { duckType: 'TIMESTAMP', pattern: `${day}([T ]${clock})?` },
  time: { duckType: 'TIME', pattern: clock },
  string: { duckType: 'VARCHAR', pattern: null },
}

/** The DuckDB type to which a CSV column is read. */
export function csvDuckType(type: LogicalType, physical: ColumnRule['duckType'] = null): string {
  return physical ?? forms[type].duckType
}

/** SQL of the typed value of a text: null where the text is not written as the type is, or names no value of it. */
export function typedValue(raw: string, type: LogicalType, duckType: string): string {
  const { pattern } = forms[type]
  if (pattern === null) return raw
  return `case when regexp_full_match(${raw}, ${quoteText(pattern)}) then try_cast(${raw} as ${duckType}) end`
}
