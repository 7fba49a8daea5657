import { z } from 'zod'
import type { Check } from '../../check.ts'
import { allRows } from '../../condition.ts'
import type { ContractReader } from '../../reading/contract-reader.ts'
import type { YamlPath } from '../../reading/yaml-source.ts'
import { checkId } from '../check-id.ts'
import type { ElementIndex, IndexedObject } from './element-index.ts'
import { elementPath } from './element-path.ts'

const reference = z.union([z.string(), z.array(z.string()).min(1)])
const documentation = z.unknown().optional()
const relationshipSchema = z.strictObject({
  type: z.enum(['foreignKey']).optional(),
  from: reference.optional(),
  to: reference,
  description: documentation,
  customProperties: documentation,
})

interface Scope {
  /** The object in which the relationships stand. */
  readonly object: string
  /** The column under which they stand, which is then where they come from; null for those of the object. */
  readonly column: string | null
  readonly index: ElementIndex
  /** Of the list. */
  readonly path: YamlPath
  readonly reader: ContractReader
}

/** Each relationship as a foreign key: every value comes in the other table. As in SQL, a row with a null in any of its columns passes. */
export function relationshipChecks(relationships: readonly unknown[] | undefined, scope: Scope): readonly Check[] {
  return (relationships ?? []).flatMap((one, at) => relationshipCheck(one, { ...scope, path: [...scope.path, at] }) ?? [])
}

function relationshipCheck(value: unknown, scope: Scope): Check | null {
  const { path, reader, column, object } = scope
  const read = reader.read(relationshipSchema, value, path)
  if (!read) return null
  const columns = column === null ? readFrom(read.from, scope) : onColumn(read.from, column, scope)
  const to = resolve(read.to, [...path, 'to'], scope)
  if (!columns || !to) return null
  if (columns.length !== to.columns.length || (column === null && Array.isArray(read.from) !== Array.isArray(read.to))) {
    reader.refuse('INVALID_VALUE', `"from" and "to" must be of one length: ${columns.length} and ${to.columns.length}`, { path, key: 'to' })
    return null
  }
  return {
    kind: 'foreign_key',
    id: checkId(columns.length === 1 ? (columns[0] ?? null) : null, 'foreign_key'),
    severity: 'error',
    line: reader.line(path),
    columns,
    table: to.object.name,
    references: to.columns,
    ignore: 'any_null',
    ...allRows,
  }

  function onColumn(from: unknown, name: string, { path: place }: Scope): readonly string[] {
    if (from !== undefined)
      reader.refuse('INVALID_VALUE', `"from" is the property "${name}" itself`, {
        path: place,
        key: 'from',
        hint: `leave it out, or move it to "${object}"`,
      })
    return [name]
  }
}

function readFrom(from: string | readonly string[] | undefined, scope: Scope): readonly string[] | null {
  const { path, reader, object } = scope
  if (from === undefined) {
    reader.refuse('MISSING_KEY', '"from" is missing', { path, hint: 'a relationship of an object says where it comes from' })
    return null
  }
  const found = resolve(from, [...path, 'from'], scope)
  if (found && found.object.name !== object)
    reader.refuse('INVALID_VALUE', `"from" is of "${found.object.name}", not of "${object}"`, {
      path: [...path, 'from'],
      hint: `move it to "${found.object.name}"`,
    })
  return found?.columns ?? null
}

/** The columns that paths lead to, all of one object; null with the problems noted. */
function resolve(
  written: string | readonly string[],
  place: YamlPath,
  { index, reader }: Scope,
): { readonly object: IndexedObject; readonly columns: readonly string[] } | null {
  const paths = typeof written === 'string' ? [written] : written
  const elements = paths.map((one) => elementPath(one, index))
  for (const [at, element] of elements.entries())
    if (element.kind === 'refused')
      reader.refuse(element.code, element.reason, { path: typeof written === 'string' ? place : [...place, at], hint: element.hint })
  const found = elements.filter((element) => element.kind === 'column')
  const object = found[0]?.object
  if (!object || found.length < elements.length) return null
  if (found.some((element) => element.object !== object)) {
    reader.refuse('INVALID_VALUE', 'a key lies in one table', { path: place })
    return null
  }
  return { object, columns: found.map(({ column }) => column) }
}
