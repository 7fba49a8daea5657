import { quoteIdentifier } from '../../sql/sql-text.ts'

/** What the placeholders of a query stand for. */
export interface Placeholders {
  readonly object: string
  /** Null in a rule of the whole object. */
  readonly property: string | null
}

const aliases: Readonly<Record<string, keyof Placeholders>> = { object: 'object', table: 'object', property: 'property', column: 'property' }

/**
 * Fills `${object}` and `${property}` (also `{object}`, and the older `table` and `column`) with quoted names.
 * @returns the query, and the placeholders that mean nothing here.
 * @example fillPlaceholders('select count(*) from ${object}', { object: 'flights', property: null }).query // 'select count(*) from "flights"'
 */
export function fillPlaceholders(query: string, names: Placeholders): { readonly query: string; readonly unknown: readonly string[] } {
  const unknown: string[] = []
  const filled = query.replaceAll(
    /\$\{(\w+)\}|\{(object|property|table|column)\}/g,
    (written, dollar: string | undefined, plain: string | undefined) => {
      const key = aliases[dollar ?? plain ?? '']
      const name = key && names[key]
      if (!name) unknown.push(written)
      return name ? quoteIdentifier(name) : written
    },
  )
  return { query: filled, unknown }
}
