import type { Check } from '../../check.ts'
import { none } from '../../condition.ts'
import type { ColumnRule, ContractObject } from '../../contract.ts'
import type { ContractReader } from '../../reading/contract-reader.ts'
import type { YamlPath } from '../../reading/yaml-source.ts'
import { type DialectReader, isMap } from '../dialect.ts'
import { refuseRepeats, withUniqueIds } from '../names.ts'
import { contractSchema, objectSchema, type Property, propertySchema } from './odcs-schema.ts'
import { propertyChecks } from './property-checks.ts'
import { qualityCheck } from './quality-check.ts'

/** The Open Data Contract Standard, v3.0 and v3.1 (bitol-io.github.io/open-data-contract-standard). */
export const odcs: DialectReader = {
  dialect: 'odcs',
  description: 'an ODCS contract (apiVersion, kind: DataContract and schema)',
  claims: ({ value }) => isMap(value) && (value['kind'] === 'DataContract' || 'apiVersion' in value),
  read: ({ value }, reader) => readObjects(value, reader),
}

function readObjects(value: unknown, reader: ContractReader): readonly ContractObject[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    reader.refuse('CONTRACT_UNREADABLE', 'there is no contract: a map with apiVersion, kind and schema is expected', { path: [] })
    return []
  }
  const contract = reader.read(contractSchema, value, [])
  if (contract && !/^v?3\.[01](\.\d+)?$/.test(contract.apiVersion))
    reader.refuse('UNSUPPORTED_VERSION', `apiVersion "${contract.apiVersion}" is not read`, { path: ['apiVersion'], hint: 'v3.0 and v3.1 are' })
  const schema = 'schema' in value && Array.isArray(value.schema) ? value.schema : []
  const objects = schema.flatMap((one, at) => readObject(one, ['schema', at], reader) ?? [])
  refuseRepeats(objects, { reader, what: 'object', path: (at) => ['schema', at, 'name'] })
  return objects
}

function readObject(value: unknown, path: YamlPath, reader: ContractReader): ContractObject | null {
  const object = reader.read(objectSchema, value, path)
  const raw = typeof value === 'object' && value !== null ? (value as { readonly properties?: unknown; readonly quality?: unknown }) : {}
  if (object?.relationships !== undefined)
    reader.refuse('UNSUPPORTED_CHECK', '"relationships" cannot be checked', { path, key: 'relationships', hint: 'say it with a sql rule' })
  const name = object?.name ?? 'object'
  const properties = list(raw.properties).map((one, at) => reader.read(propertySchema, one, [...path, 'properties', at]))
  const columns = columnNames(list(raw.properties))
  const rules: ColumnRule[] = []
  const checks: Check[] = []
  for (const [at, property] of properties.entries()) {
    if (!property) continue
    const place = [...path, 'properties', at]
    const read = propertyChecks({ property, path: place, reader })
    rules.push(read.column)
    const { name: column } = read.column
    checks.push(...read.checks, ...readQuality(property.quality, { object: name, column, columns, path: [...place, 'quality'], reader }))
  }
  checks.push(
    ...primaryKey(properties, path, reader),
    ...readQuality(raw.quality, { object: name, column: null, columns, path: [...path, 'quality'], reader }),
  )
  refuseRepeats(rules, { reader, what: 'column', path: (at) => [...path, 'properties', at, 'name'] })
  return object && { name, columns: rules, checks: withUniqueIds(checks), text: null, notes: [] }
}

// From the raw data, so that a fault in one property is not also reported by the rules that name it.
function columnNames(properties: readonly unknown[]): ReadonlyMap<string, string> {
  const named = properties.map((property) => propertySchema.pick({ name: true, physicalName: true }).loose().safeParse(property).data)
  return new Map(named.flatMap((property) => (property ? [[property.name, property.physicalName ?? property.name] as const] : [])))
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function readQuality(value: unknown, scope: Parameters<typeof qualityCheck>[1]): readonly Check[] {
  return list(value).flatMap((one, at) => qualityCheck(one, { ...scope, path: [...scope.path, at] }) ?? [])
}

function primaryKey(properties: readonly (Property | null)[], path: YamlPath, reader: ContractReader): readonly Check[] {
  const keys = properties.flatMap((property, at) => (property?.primaryKey ? [{ property, at, position: property.primaryKeyPosition ?? -1 }] : []))
  const first = keys[0]
  if (!first) return []
  const columns = keys
    .toSorted((one, other) => one.position - other.position || one.at - other.at)
    .map(({ property }) => property.physicalName ?? property.name)
  return [
    {
      kind: 'unique',
      id: 'primary_key',
      severity: 'error',
      line: reader.line([...path, 'properties', first.at, 'primaryKey']),
      columns,
      count: 'repeats',
      condition: none,
      where: null,
    },
  ]
}
