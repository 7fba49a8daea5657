import { isMap } from '../dialect.ts'

/** An object of a contract as others refer to it, by its names and ids. */
export interface IndexedObject {
  readonly name: string
  readonly id: string | null
  /** Property name in the contract to column name in the data. */
  readonly columns: ReadonlyMap<string, string>
  /** Property id to column name. */
  readonly columnIds: ReadonlyMap<string, string>
  /** Column name to the logical type that is written, if any. */
  readonly types: ReadonlyMap<string, string>
}
export type ElementIndex = readonly IndexedObject[]

/** From the raw data, so that a fault in one element is not also reported by all that name it. */
export function elementIndex(schema: readonly unknown[]): ElementIndex {
  return schema.flatMap((object) => {
    if (!isMap(object) || typeof object['name'] !== 'string') return []
    const properties = list(object['properties']).flatMap((property) => {
      if (!isMap(property) || typeof property['name'] !== 'string') return []
      const column = typeof property['physicalName'] === 'string' ? property['physicalName'] : property['name']
      return [{ name: property['name'], id: text(property['id']), column, type: text(property['logicalType']) }]
    })
    const columns = new Map(properties.map(({ name, column }) => [name, column]))
    const columnIds = new Map(properties.flatMap(({ id, column }) => (id === null ? [] : [[id, column]])))
    const types = new Map(properties.flatMap(({ column, type }) => (type === null ? [] : [[column, type]])))
    return [{ name: object['name'], id: text(object['id']), columns, columnIds, types }]
  })
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
