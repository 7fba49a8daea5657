import type { Scalar } from '../check.ts'
import { typeFamily } from '../logical-type.ts'
import { quoteText } from '../sql/sql-text.ts'
import type { DataColumn } from './data.ts'

/** DuckDB compares a value with one literal after the other; from so many on it is quicker to look them up. */
export const fewValues = 12

/**
 * A query of values that compare with a column, as {@link literal} has found them to do. They travel as one text, which is parsed at
 * once, where a list of literals would be planned value by value. Values that the type of the column cannot hold are equal to none.
 */
export function valuesQuery(column: DataColumn, values: readonly Scalar[]): string {
  const typed = typedText(column, { text: 'v', values })
  return `select ${typed} from (select unnest(from_json(${quoteText(JSON.stringify(values.map(textOf)))}, '["VARCHAR"]')) as v) where ${typed} is not null`
}

/** The same of tuples, in each of which a null may stand for a null. */
export function tuplesQuery(columns: readonly DataColumn[], tuples: readonly (readonly (Scalar | null)[])[]): string {
  const texts = tuples.map((tuple) => columns.map((_, at) => textOf(tuple[at] ?? null)))
  const typed = columns.map((column, at) => {
    const values = tuples.map((tuple) => tuple[at] ?? null).filter((value) => value !== null)
    return { text: `v[${at + 1}]`, sql: typedText(column, { text: `v[${at + 1}]`, values }) }
  })
  const held = typed.map(({ text, sql }) => `(${text} is null or ${sql} is not null)`).join(' and ')
  const source = `select unnest(from_json(${quoteText(JSON.stringify(texts))}, '[["VARCHAR"]]')) as v`
  return `select row(${typed.map(({ sql }) => sql).join(', ')}) from (${source}) where ${held}`
}

function textOf(value: Scalar | null): string | null {
  if (typeof value === 'number' && Number.isInteger(value)) return BigInt(value).toString()
  return value === null ? null : String(value)
}

interface Texts {
  /** SQL of the text. */
  readonly text: string
  readonly values: readonly Scalar[]
}

function typedText({ type }: DataColumn, { text, values }: Texts): string {
  switch (typeFamily(type)) {
    case 'string':
    case 'other':
      return text
    case 'number':
      return numberText(type, { text, values })
    case 'date':
    case 'timestamp':
      return type === 'TIMESTAMP WITH TIME ZONE' ? `try_cast(${text} || '+00' as TIMESTAMPTZ)` : `try_cast(${text} as TIMESTAMP)`
    case 'integer':
      // A fraction would be rounded by the cast.
      return `case when not contains(${text}, '.') then try_cast(${text} as ${type}) end`
    case 'boolean':
    case 'time':
      return `try_cast(${text} as ${type})`
  }
}

function numberText(type: string, { text, values }: Texts): string {
  if (type === 'DOUBLE') return `try_cast(${text} as DOUBLE)`
  if (type === 'FLOAT') return `try_cast(try_cast(${text} as DOUBLE) as FLOAT)`
  // As many digits as the column or any value has, so that nothing is rounded.
  const own = Number(/,([0-9]+)\)$/.exec(type)?.[1] ?? 0)
  const scale = Math.min(maxScale, Math.max(own, ...values.map((value) => String(value).split('.')[1]?.length ?? 0)))
  return `try_cast(${text} as DECIMAL(38, ${scale}))`
}
const maxScale = 20
