import type { CheckOf } from '../../check.ts'
import { compileJsonSchema } from '../../json-schema/compile-json-schema.ts'
import { typeFamily } from '../../logical-type.ts'
import { quoteText } from '../../sql/sql-text.ts'
import { columnNamed, givenSql, shownTogether, valueSql } from '../columns.ts'
import type { Compiled } from '../compiled.ts'
import type { CompileData, DataColumn } from '../data.ts'
import { distinctTexts } from '../distinct-texts.ts'

/** Fails values that, read as JSON, the schema does not take, and texts that are no JSON. */
export function compileJsonSchemaCheck(check: CheckOf<'json_schema'>, data: CompileData): Compiled {
  const column = columnNamed(data, check.column)
  const value =
    typeFamily(column.type) === 'string' ? `${valueSql(column)}::VARCHAR` : `case when ${valueSql(column)} is not null then ${jsonSql(column)} end`
  return distinctTexts(check, data, { value, shown: givenSql(column), test: takes(check) })
}

/** Fails rows whose columns, as one object, the schema does not take. Of JSON lines the object has the keys that the line has. */
export function compileRowJsonSchema(check: CheckOf<'row_json_schema'>, data: CompileData): Compiled {
  const columns = check.columns.map((name) => columnNamed(data, name))
  const members = columns.map(
    (column) => `${quoteText(`${JSON.stringify(column.name)}:`)} || ${column.json ?? `coalesce(${jsonSql(column)}, 'null')`}`,
  )
  const value = `'{' || array_to_string([${members.join(', ')}], ',') || '}'`
  return distinctTexts(check, data, { value, shown: shownTogether(columns), test: takes(check) })
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
