import type { CheckOf } from '../../check.ts'
import { typeFamily } from '../../logical-type.ts'
import { quoteText } from '../../sql/sql-text.ts'
import { columnNamed, givenSql, valueSql } from '../columns.ts'
import type { Compiled } from '../compiled.ts'
import type { CompileData } from '../data.ts'
import { distinctTexts } from '../distinct-texts.ts'
import { globWithin } from '../glob-within.ts'
import { matches, matchSql } from '../match-patterns.ts'
import { notDecided, valueCheck } from '../row-check.ts'
import { textSql } from '../text-sql.ts'

/** Fails texts in which the patterns are not found as they must be: by RE2, or by JavaScript where RE2 cannot run one of them. */
export function compilePattern(check: CheckOf<'pattern'>, data: CompileData): Compiled {
  const column = columnNamed(data, check.column)
  const text = textSql(column)
  if ('message' in text) return notDecided(text.message)
  const re2 = check.patterns.map((pattern) => pattern.re2).filter((pattern) => pattern !== null)
  if (re2.length < check.patterns.length) {
    const test = matches(check.patterns, check.match)
    return 'message' in test ? notDecided(test.message) : distinctTexts(check, data, { value: text.sql, shown: givenSql(column), test: test.test })
  }
  const found = re2.map((pattern) => foundSql(text.sql, pattern))
  return valueCheck(check, data, { column, failing: `not ${matchSql(found, check.match)}` })
}

// Most texts are as they should be, and a glob tells so in half the time.
function foundSql(text: string, pattern: string): string {
  const found = `regexp_matches(${text}, ${quoteText(pattern)})`
  const glob = globWithin(pattern)
  return glob === null ? found : `case when ${text} glob ${quoteText(glob)} then true else ${found} end`
}

/** SQL's LIKE over the whole text, without an escape character. */
export function compileLike(check: CheckOf<'like'>, data: CompileData): Compiled {
  const column = columnNamed(data, check.column)
  const text = textSql(column)
  if ('message' in text) return notDecided(text.message)
  const found = check.patterns.map((pattern) => `${text.sql} like ${quoteText(pattern)}`)
  return valueCheck(check, data, { column, failing: `not ${matchSql(found, check.match)}` })
}

const lengths = { code_points: 'length', bytes: 'strlen', graphemes: 'length_grapheme' } as const

/** Fails texts (or lists) that are too short or too long. */
export function compileLength(check: CheckOf<'length'>, data: CompileData): Compiled {
  const column = columnNamed(data, check.column)
  const length = check.unit === 'items' ? itemsSql(column) : textLength(column, lengths[check.unit])
  if ('message' in length) return notDecided(length.message)
  const { minimum, maximum } = check
  const ends = [...(minimum === null ? [] : [`${length.sql} < ${minimum}`]), ...(maximum === null ? [] : [`${length.sql} > ${maximum}`])]
  return valueCheck(check, data, { column, failing: ends.join(' or ') || 'false' })
}

type Sql = { readonly sql: string } | { readonly message: string }
type Column = ReturnType<typeof columnNamed>

function textLength(column: Column, count: string): Sql {
  if (typeFamily(column.type) === 'integer' && column.raw === null) return { message: `column "${column.name}" is ${column.type}, not string` }
  const text = textSql(column)
  return 'message' in text ? text : { sql: `${count}(${text.sql})` }
}

function itemsSql(column: Column): Sql {
  const value = valueSql(column)
  if (/\]$/.test(column.type)) return { sql: `len(${value})` }
  if (/^MAP\(/.test(column.type)) return { sql: `cardinality(${value})` }
  // Of JSON, arrays alone have items.
  const json = column.json ?? (column.type === 'JSON' ? value : null)
  if (json === null) return { message: `column "${column.name}" is ${column.type}, which has no items` }
  return { sql: `case when json_type(${json}) = 'ARRAY' then json_array_length(${json}) end` }
}

/** Fails texts that strptime does not read with the format. */
export function compileStrptime(check: CheckOf<'strptime'>, data: CompileData): Compiled {
  const column = columnNamed(data, check.column)
  const text = textSql(column)
  if ('message' in text) return notDecided(text.message)
  // DuckDB passes over blanks at either end, which C and Python do not.
  const around = /^\s|\s$/.test(check.format) ? '' : ` or regexp_matches(${text.sql}, '^\\s|\\s$')`
  const read = `try_strptime(${text.sql}, ${quoteText(check.format)})`
  return valueCheck(check, data, { column, failing: `${text.sql} is not null and (${read} is null${around})` })
}
