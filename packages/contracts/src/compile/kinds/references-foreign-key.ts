import type { CheckOf, Ignore } from '../../check.ts'
import { columnNamed, shownTogether, valueSql } from '../columns.ts'
import type { Compiled } from '../compiled.ts'
import type { CompileData, DataColumn } from '../data.ts'
import { notDecided, rowCheck } from '../row-check.ts'
import { otherColumn, otherTable } from './references-other.ts'

/**
 * Each value, or tuple of values, comes in the other table. Rows with a null in any of the columns, or in all, are passed over as
 * the check says; where nulls are looked for, a null is found beside a null.
 */
export function compileForeignKey(check: CheckOf<'foreign_key'>, data: CompileData): Compiled {
  const other = otherTable(data, check.table)
  if ('message' in other) return notDecided(other.message)
  if (check.columns.length !== check.references.length || check.columns.length === 0)
    return notDecided(`${check.columns.length} columns cannot be looked for in ${check.references.length} columns of "${check.table}"`)
  const own = check.columns.map((name) => columnNamed(data, name))
  const theirs: DataColumn[] = []
  for (const [at, column] of own.entries()) {
    const found = otherColumn(column, { table: { ...other, name: check.table }, name: check.references[at] ?? '' })
    if ('message' in found) return notDecided(found.message)
    theirs.push(found)
  }
  const valued = lookedFor(own, check.ignore)
  const found = foundSql(own, { columns: theirs, relation: other.relation, ignore: check.ignore })
  return rowCheck(check, data, { failing: `${valued ?? 'true'} and not coalesce(${found}, false)`, valued, shown: shownTogether(own) })
}

/** SQL of the rows that are not passed over; null for all. */
function lookedFor(columns: readonly DataColumn[], ignore: Ignore): string | null {
  if (ignore === 'never') return null
  return `(${columns.map((column) => `${valueSql(column)} is not null`).join(ignore === 'any_null' ? ' and ' : ' or ')})`
}

interface Theirs {
  readonly columns: readonly DataColumn[]
  readonly relation: string
  readonly ignore: Ignore
}

// Within a row of several values DuckDB takes nulls for equal; a bare null is equal to nothing.
function foundSql(own: readonly DataColumn[], { columns, relation, ignore }: Theirs): string {
  const bare = own.length === 1 && ignore !== 'never'
  const tuple = (all: readonly DataColumn[]) =>
    bare ? all.map(valueSql).join('') : `{${all.map((column, at) => `'v${at}': ${valueSql(column)}`).join(', ')}}`
  const present = ignore === 'any_null' || bare ? ` where ${columns.map((column) => `${valueSql(column)} is not null`).join(' and ')}` : ''
  return `${tuple(own)} in (select ${tuple(columns)} from ${relation}${present})`
}
