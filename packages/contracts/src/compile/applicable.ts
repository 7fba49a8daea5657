import { type Check, columnsOf, type Scalar } from '../check.ts'
import { isOfType, typeFamily } from '../logical-type.ts'
import { suggestion } from '../reading/contract-reader.ts'

/** A column as the data have it. */
export interface DataColumn {
  readonly name: string
  /** What DuckDB calls its type. */
  readonly type: string
  /** Where all values came as text: the SQL of that text. The typed value is then null where the text is not of the type. */
  readonly raw: string | null
}

/** Why a check cannot be decided on these columns, or null when it can. */
export function notApplicable(check: Check, columns: readonly DataColumn[]): string | null {
  if (check.kind === 'column_present') return null
  const names = columns.map((column) => column.name)
  for (const name of columnsOf(check) ?? []) {
    if (!names.includes(name)) return `the data have no column "${name}" (${suggestion(name, names)})`
  }
  if (!('column' in check)) return null
  const column = columns.find(({ name }) => name === check.column)
  return column ? notOfType(check, column) : null
}

function notOfType(check: Check, { name, type }: DataColumn): string | null {
  const needed = `column "${name}" is ${type}`
  switch (check.kind) {
    case 'range':
      return isOfType(type, check.type) || (check.type === 'timestamp' && type === 'DATE') || numeric(type, check.type)
        ? null
        : `${needed}, not ${check.type}`
    case 'pattern':
    case 'length':
      return typeFamily(type) === 'string' ? null : `${needed}, not string`
    case 'in_set':
      return notComparable(check.values, type) ? `${needed}, which the listed values are not` : null
    case 'null_count':
      return notComparable(check.missing, type) ? `${needed}, which the missing values are not` : null
    default:
      return null
  }
}

function numeric(type: string, wanted: string): boolean {
  return (wanted === 'integer' || wanted === 'number') && isOfType(type, 'number')
}

function notComparable(values: readonly Scalar[], type: string): boolean {
  const family = typeFamily(type)
  const wanted = family === 'integer' || family === 'number' ? 'number' : family === 'boolean' ? 'boolean' : 'string'
  return values.some((value) => typeof value !== wanted)
}
