import type { ContractErrorCode } from '../../errors.ts'
import { suggestion } from '../../reading/contract-reader.ts'
import type { ElementIndex, IndexedObject } from './element-index.ts'

/** A column of the contract, or why a path leads to none. */
export type Element =
  | { readonly kind: 'column'; readonly object: IndexedObject; readonly column: string }
  | { readonly kind: 'refused'; readonly code: ContractErrorCode; readonly reason: string; readonly hint: string }

/**
 * Where a reference of the standard leads: `table.column` by names, or `schema/<id>/properties/<id>` by ids. Other contracts and
 * nested properties cannot be reached.
 * @example elementPath('receivers.id', index) // { kind: 'column', object: { name: 'receivers', … }, column: 'id' }
 */
export function elementPath(path: string, index: ElementIndex): Element {
  if (path.includes('#') || path.includes('://'))
    return refused('UNSUPPORTED_CHECK', `"${path}" lies in another contract`, 'describe the other table in this contract')
  return path.includes('/') ? byIds(path, index) : byNames(path, index)
}

function byIds(path: string, index: ElementIndex): Element {
  const [section, objectId = '', within, propertyId, ...deeper] = path.replace(/^\//, '').split('/')
  if (section !== 'schema' || (within !== undefined && within !== 'properties') || propertyId === undefined)
    return refused('INVALID_VALUE', `"${path}" leads to no property`, 'write table.column, or schema/<id>/properties/<id>')
  const object = index.find(({ id }) => id === objectId)
  if (!object)
    return refused(
      'UNKNOWN_OBJECT',
      `no object has the id "${objectId}"`,
      known(
        objectId,
        index.flatMap(({ id }) => id ?? []),
      ),
    )
  const column = object.columnIds.get(propertyId)
  if (column === undefined)
    return refused('UNKNOWN_COLUMN', `no property of "${object.name}" has the id "${propertyId}"`, known(propertyId, [...object.columnIds.keys()]))
  return deeper.length > 0 ? nested(path) : { kind: 'column', object, column }
}

function byNames(path: string, index: ElementIndex): Element {
  const object = index.filter(({ name }) => path.startsWith(`${name}.`)).toSorted((one, other) => other.name.length - one.name.length)[0]
  if (!object) {
    const name = path.split('.')[0] ?? path
    if (name === path) return refused('INVALID_VALUE', `"${path}" names no table`, 'write table.column')
    return refused(
      'UNKNOWN_OBJECT',
      `no object "${name}"`,
      known(
        name,
        index.map((one) => one.name),
      ),
    )
  }
  const name = path.slice(object.name.length + 1)
  const column = object.columns.get(name)
  if (column !== undefined) return { kind: 'column', object, column }
  if (object.columns.has(name.split('.')[0] ?? '')) return nested(path)
  return refused('UNKNOWN_COLUMN', `"${object.name}" has no property "${name}"`, known(name, [...object.columns.keys()]))
}

function nested(path: string): Element {
  return refused('UNSUPPORTED_CHECK', `"${path}" leads into nested values`, 'make it a column of its own')
}

function refused(code: ContractErrorCode, reason: string, hint: string): Element {
  return { kind: 'refused', code, reason, hint }
}

function known(name: string, names: readonly string[]): string {
  return names.length === 0 ? 'there are none in this contract' : suggestion(name, names)
}
