import type { CheckOf, Ignore, Scalar } from '../../check.ts'
import { filterColumns } from '../../filter.ts'
import { isOfType, typeFamily } from '../../logical-type.ts'
import { columnNamed, shownTogether, valueSql } from '../columns.ts'
import { comparisonSql } from '../comparison-sql.ts'
import type { Compiled } from '../compiled.ts'
import type { CompileData, DataColumn } from '../data.ts'
import { columnsSql, filterSql } from '../filter-sql.ts'
import { fewValues, tuplesQuery } from '../looked-up.ts'
import { notDecided, rowCheck } from '../row-check.ts'

/** Fails rows in which two columns do not compare so; a comparison with a null fails, where the row is looked at. */
export function compileCompare(check: CheckOf<'compare'>, data: CompileData): Compiled {
  const columns = [columnNamed(data, check.left), columnNamed(data, check.right)]
  const [left, right] = columns
  if (!left || !right) return notDecided('two columns are compared')
  const compared = columnsSql(left, check.operator, right)
  if ('message' in compared) return notDecided(compared.message)
  return ofColumns(check, data, { columns, failing: `not coalesce(${compared.sql}, false)` })
}

/** Fails rows whose values are none of the tuples; a null in a tuple is equal to a null. */
export function compileTupleInSet(check: CheckOf<'tuple_in_set'>, data: CompileData): Compiled {
  const columns = check.columns.map((name) => columnNamed(data, name))
  const tuples: string[] = []
  for (const tuple of check.values) {
    const parts: string[] = []
    for (const [at, column] of columns.entries()) {
      const part = equalsSql(column, tuple[at] ?? null)
      if ('message' in part) return notDecided(part.message)
      parts.push(part.sql)
    }
    tuples.push(`(${parts.join(' and ')})`)
  }
  const row = `row(${columns.map(plainSql).join(', ')})`
  const found = tuples.length <= fewValues ? tuples.join(' or ') || 'false' : `${row} in (${tuplesQuery(columns, check.values)})`
  return ofColumns(check, data, { columns, failing: `not (${found})` })
}

function plainSql(column: DataColumn): string {
  const { type } = column
  return typeFamily(type) === 'string' && type !== 'VARCHAR' ? `${valueSql(column)}::VARCHAR` : valueSql(column)
}

function equalsSql(column: DataColumn, value: Scalar | null): { readonly sql: string } | { readonly message: string } {
  if (value === null) return { sql: `${valueSql(column)} is null` }
  const compared = comparisonSql(column, { operator: '=', value })
  return 'message' in compared ? compared : { sql: `coalesce(${compared.sql}, false)` }
}

/** Fails rows whose columns do not add up: exactly for integers and decimals, in doubles from the left for floats. A null adds nothing. */
export function compileRowSum(check: CheckOf<'row_sum'>, data: CompileData): Compiled {
  const columns = check.columns.map((name) => columnNamed(data, name))
  const wrong = columns.find(({ type }) => !isOfType(type, 'number'))
  if (wrong) return notDecided(`column "${wrong.name}" is ${wrong.type}, not number`)
  const type = sumType(columns)
  const sum = columns.map((column) => `coalesce(${valueSql(column)}::${type}, 0)`).join(' + ')
  const total = String(check.total)
  return ofColumns(check, data, { columns, failing: `(${sum}) <> ${type === 'DOUBLE' && !total.includes('e') ? `${total}e0` : total}` })
}

function sumType(columns: readonly DataColumn[]): string {
  if (columns.every(({ type }) => typeFamily(type) === 'integer')) return 'HUGEINT'
  if (columns.some(({ type }) => /^(DOUBLE|FLOAT)$/.test(type))) return 'DOUBLE'
  const scale = Math.max(...columns.map(({ type }) => Number(/,([0-9]+)\)$/.exec(type)?.[1] ?? 0)))
  return `DECIMAL(38,${scale})`
}

/** Fails rows in which a value comes twice; nulls that are looked at are equal. */
export function compileUniqueInRow(check: CheckOf<'unique_in_row'>, data: CompileData): Compiled {
  const columns = check.columns.map((name) => columnNamed(data, name))
  const pairs: string[] = []
  for (const [at, left] of columns.entries()) {
    for (const right of columns.slice(at + 1)) {
      const same = columnsSql(left, '=', right)
      if ('message' in same) return notDecided(same.message)
      pairs.push(`${valueSql(left)} is not distinct from ${valueSql(right)}`)
    }
  }
  return ofColumns(check, data, { columns, failing: pairs.join(' or ') || 'false' })
}

/** Fails rows that do not meet a filter. */
export function compileRow(check: CheckOf<'row'>, data: CompileData): Compiled {
  const must = filterSql(check.must, data)
  if ('message' in must) return notDecided(must.message)
  const columns = [...new Set(filterColumns(check.must))].map((name) => columnNamed(data, name))
  return rowCheck(check, data, { failing: `not ${must.sql}`, valued: null, shown: shownTogether(columns) })
}

interface OfColumns {
  readonly columns: readonly DataColumn[]
  readonly failing: string
}

function ofColumns(
  check: CheckOf<'compare' | 'tuple_in_set' | 'row_sum' | 'unique_in_row'>,
  data: CompileData,
  { columns, failing }: OfColumns,
): Compiled {
  const looked = lookedAt(columns, check.ignore)
  return rowCheck(check, data, {
    failing: looked === null ? failing : `${looked} and (${failing})`,
    valued: looked,
    shown: shownTogether(columns),
  })
}

/** SQL of which rows are looked at; null for all. */
export function lookedAt(columns: readonly DataColumn[], ignore: Ignore): string | null {
  if (ignore === 'never') return null
  return `(${columns.map((column) => `${valueSql(column)} is not null`).join(ignore === 'any_null' ? ' and ' : ' or ')})`
}
