import type { CheckOf } from '../../check.ts'
import { compileJsonSchema } from '../../json-schema/compile-json-schema.ts'
import { typeFamily } from '../../logical-type.ts'
import { quoteText } from '../../sql/sql-text.ts'
import { columnNamed, givenSql, shownTogether, valueSql } from '../columns.ts'
import type { Compiled } from '../compiled.ts'
import type { CompileData, DataColumn } from '../data.ts'
import { distinctTexts } from '../distinct-texts.ts'
import { rowCheck } from '../row-check.ts'

/** Fails values that, read as JSON, the schema does not take, and texts that are no JSON. */
export function compileJsonSchemaCheck(check: CheckOf<'json_schema'>, data: CompileData): Compiled {
  const column = columnNamed(data, check.column)
  const value =
    typeFamily(column.type) === 'string' ? `${valueSql(column)}::VARCHAR` : `case when ${valueSql(column)} is not null then ${jsonSql(column)} end`
  return distinctTexts(check, data, { value, shown: givenSql(column), test: takes(check) })
}

/**
 * Fails rows whose columns, as one object, the schema does not take. Of JSON lines the object has the keys that the line has; a key that
 * no line has is absent from each.
 */
export function compileRowJsonSchema(check: CheckOf<'row_json_schema'>, data: CompileData): Compiled {
  const columns = data.columns.filter(({ name }) => check.columns.includes(name))
  const [only] = columns
  if (only && check.columns.length === 1 && check.where?.kind === 'null' && check.where.column === only.name) return withoutValue(check, data, only)
  const members = columns.map((column) => `${quoteText(keyOf(column))} || ${column.json ?? `coalesce(${jsonSql(column)}, 'null')`}`)
  const value = `'{' || coalesce(array_to_string([${members.join(', ')}]::VARCHAR[], ','), '') || '}'`
  return distinctTexts(check, data, { value, shown: shownTogether(columns), test: takes(check) })
}

/** Rows without a value of the one column are of two kinds: its key is absent, or null. */
function withoutValue(check: CheckOf<'row_json_schema'>, data: CompileData, column: DataColumn): Compiled {
  const test = takes(check)
  const [absent, isNull] = ['{}', `{${keyOf(column)}null}`].map((text) => String(!test(text)))
  const failing = column.json === undefined ? isNull : `(case when ${column.json} is null then ${absent} else ${isNull} end)`
  return rowCheck(check, data, { failing: failing ?? 'true', valued: null, shown: shownTogether([column]) })
}

function keyOf({ name }: DataColumn): string {
  return `${JSON.stringify(name)}:`
}

function takes({ schema, draft }: CheckOf<'json_schema' | 'row_json_schema'>): (text: string) => boolean {
  const test = compileJsonSchema(schema, draft)
  return (text) => {
    const read = readJson(text)
    return read !== undefined && test(read.value).valid
  }
}

function readJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return undefined
  }
}

// to_json writes NaN and infinities, which are no JSON.
function jsonSql(column: DataColumn): string {
  const value = valueSql(column)
  if (column.json !== undefined) return column.json
  const json = `to_json(${value})::VARCHAR`
  return /^(DOUBLE|FLOAT)$/.test(column.type) ? `case when isfinite(${value}) then ${json} when ${value} is not null then 'null' end` : json
}
