import { type ContractObject, commaSeparated } from '../../contract.ts'
import { type ContractContent, type DialectReader, isMap } from '../dialect.ts'
import { refuseRepeats, withUniqueIds } from '../names.ts'
import { fieldNames } from './keys.ts'
import { standardVersion } from './profile.ts'
import { readParts } from './read-parts.ts'
import type { ReadScope } from './read-scope.ts'
import { readResource } from './resource.ts'
import { packageSchema } from './shapes.ts'
import { readTableSchema } from './table-schema.ts'

/**
 * Table Schema, Data Resource and Data Package, v1 and v2 (datapackage.org/standard), as JSON or YAML. Where the standard leaves room,
 * the meaning is that of frictionless-py.
 */
export const frictionless: DialectReader = {
  dialect: 'frictionless',
  optionalColumns: true,
  description: 'a Frictionless Table Schema (fields), Data Resource (schema with fields) or Data Package (resources)',
  claims: ({ value }) => isMap(value) && kindOf(value) !== null,
  read: (content, reader) => {
    const value = isMap(content.value) ? content.value : {}
    const scope = { path: [], reader }
    switch (kindOf(value)) {
      case 'package':
        return readPackage(value, scope)
      case 'resource': {
        const object = readResource(value, scope, { tables: new Map(), version: null })
        return object ? [object] : []
      }
      default:
        return [readSchema(content, value, scope)]
    }
  },
}

type Descriptor = Readonly<Record<string, unknown>>
const profile = /^https?:\/\/(?:datapackage\.org|specs\.frictionlessdata\.io)\//

function kindOf(value: Descriptor): 'package' | 'resource' | 'schema' | null {
  const named = value['$schema']
  if ('apiVersion' in value || (typeof named === 'string' && /json-schema\.org/.test(named))) return null
  if (Array.isArray(value['resources'])) return 'package'
  if (Array.isArray(value['fields'])) return 'schema'
  const file = ['path', 'data', 'dialect', 'profile'].some((key) => key in value)
  if (isMap(value['schema']) && (Array.isArray(value['schema']['fields']) || file)) return 'resource'
  if (typeof named !== 'string' || !profile.test(named)) return null
  // What is meant is clear, and what is missing can be told.
  return /package\.json$/.test(named) ? 'package' : /resource\.json$/.test(named) ? 'resource' : 'schema'
}

function readPackage(value: Descriptor, scope: ReadScope): readonly ContractObject[] {
  const { reader } = scope
  const read = readParts(packageSchema, value, scope)
  const version = read && standardVersion(read, scope)
  const resources: readonly unknown[] = Array.isArray(value['resources']) ? value['resources'] : []
  const tables = new Map(
    resources.flatMap((resource) =>
      isMap(resource) && isMap(resource['schema']) ? [[String(resource['name']), fieldNames(resource['schema'])] as const] : [],
    ),
  )
  const found = resources.flatMap((resource, at) => {
    const object = readResource(resource, { path: ['resources', at], reader }, { tables, version })
    return object ? [{ at, object }] : []
  })
  const objects = found.map(({ object }) => object)
  if (resources.length > 0 && objects.length === 0 && reader.problems.length === 0)
    reader.refuse('MISSING_KEY', 'no resource has a schema', { path: ['resources'], hint: 'describe the fields of one in "schema"' })
  refuseRepeats(objects, { reader, what: 'resource', path: (at) => ['resources', found[at]?.at ?? 0, 'name'] })
  return objects
}

function readSchema({ path }: ContractContent, value: Descriptor, scope: ReadScope): ContractObject {
  const name = typeof value['name'] === 'string' && value['name'] !== '' ? value['name'] : stem(path)
  const { columns, checks, missing } = readTableSchema(value, scope, { table: name, tables: new Map(), version: null, nullSequence: null })
  const plain = missing.length === 1 && missing[0] === ''
  return { name, columns, checks: withUniqueIds(checks), text: plain ? null : { ...commaSeparated, missing }, notes: [] }
}

/** @example stem('contracts/flights.schema.json') // 'flights' */
function stem(path: string): string {
  return /([^/\\.]+)[^/\\]*$/.exec(path)?.[1] ?? 'table'
}
