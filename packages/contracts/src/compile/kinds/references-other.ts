import { suggestion } from '../../reading/contract-reader.ts'
import { noColumn } from '../columns.ts'
import type { CompileData, DataColumn } from '../data.ts'
import { columnsSql } from '../filter-sql.ts'

/** Another table of the contract. */
export interface OtherTable {
  readonly columns: readonly DataColumn[]
  readonly relation: string
}

/** A table by the name that the contract gives it; or why there is none. */
export function otherTable({ references }: CompileData, name: string): OtherTable | { readonly message: string } {
  const names = [...references.keys()]
  const close = names.length === 0 ? 'give its files by this name' : suggestion(name, names)
  return references.get(name) ?? { message: `no data are given for the table "${name}" (${close})` }
}

/** A column of another table that values of one of ours are looked for in; or why they cannot be. */
export function otherColumn(
  own: DataColumn,
  { table, name }: { readonly table: OtherTable & { readonly name: string }; readonly name: string },
): DataColumn | { readonly message: string } {
  const found = table.columns.find((column) => column.name === name)
  if (!found) return { message: `table "${table.name}": ${noColumn(name, table.columns)}` }
  const compared = columnsSql(own, '=', { ...found, name: `${table.name}.${found.name}` })
  return 'message' in compared ? compared : found
}
