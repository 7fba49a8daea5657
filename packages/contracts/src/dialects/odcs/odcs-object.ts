import type { Check } from '../../check.ts'
import { allRows } from '../../condition.ts'
import type { ColumnRule, ContractNote, ContractObject, TextDialect } from '../../contract.ts'
import type { ContractReader } from '../../reading/contract-reader.ts'
import type { YamlPath } from '../../reading/yaml-source.ts'
import { isMap } from '../dialect.ts'
import { refuseRepeats, withUniqueIds } from '../names.ts'
import { ownProperties } from './custom-properties.ts'
import { type ElementIndex, elementIndex, list } from './element-index.ts'
import { objectSchema, type Property, propertySchema } from './odcs-schema.ts'
import { propertyChecks } from './property-checks.ts'
import { type QualityRead, type QualityScope, qualityCheck } from './quality-check.ts'
import { relationshipChecks } from './relationship-checks.ts'

export interface ObjectScope {
  readonly path: YamlPath
  readonly reader: ContractReader
  readonly version: '3.0' | '3.1'
  readonly index: ElementIndex
  readonly text: TextDialect | null
  /** Service levels, by the object that they are about. */
  readonly sla: ReadonlyMap<string, readonly Check[]>
}

/** One object of a contract with all that is asked of it; null where it is no object at all. */
export function odcsObject(value: unknown, scope: ObjectScope): ContractObject | null {
  const { path, reader } = scope
  const object = reader.read(objectSchema, value, path)
  if (!isMap(value)) return null
  const name = object?.name ?? 'object'
  const columns = elementIndex([{ ...value, name }])[0]?.columns ?? new Map<string, string>()
  const read = readProperties(list(value['properties']), { ...scope, object: name, columns })
  const rules = readQuality(list(value['quality']), { ...scope, object: name, column: null, columns, path: [...path, 'quality'] })
  if (!object) return null
  ownProperties(object.customProperties, { path, reader, known: [] })
  const relationships = relationshipChecks(object.relationships, { ...scope, object: name, column: null, path: [...path, 'relationships'] })
  const checks = [...read.checks, ...primaryKey(read.properties, scope), ...relationships, ...(scope.sla.get(name) ?? []), ...rules.checks]
  if (checks.length === 0 && read.properties.length === 0)
    reader.refuse('MISSING_KEY', `the object "${name}" asks for nothing`, { path, hint: 'add properties or quality' })
  return { name, columns: read.columns, checks: withUniqueIds(checks), text: scope.text, notes: [...read.notes, ...rules.notes] }
}

interface PropertiesRead extends QualityRead {
  readonly properties: readonly (Property | null)[]
  readonly columns: readonly ColumnRule[]
}

function readProperties(
  values: readonly unknown[],
  scope: ObjectScope & { readonly object: string; readonly columns: ReadonlyMap<string, string> },
): PropertiesRead {
  const { path, reader } = scope
  const properties = values.map((one, at) => reader.read(propertySchema, one, [...path, 'properties', at]))
  const columns: ColumnRule[] = []
  const checks: Check[] = []
  const notes: ContractNote[] = []
  for (const [at, property] of properties.entries()) {
    if (!property) continue
    const place = [...path, 'properties', at]
    const read = propertyChecks({ ...scope, property, path: place })
    const { name: column } = read.column
    const rules = readQuality(property.quality ?? [], { ...scope, column, path: [...place, 'quality'] })
    const relationships = relationshipChecks(property.relationships, { ...scope, column, path: [...place, 'relationships'] })
    columns.push(read.column)
    checks.push(...read.checks, ...relationships, ...rules.checks)
    notes.push(...rules.notes)
  }
  const placed = properties.flatMap((property, at) => (property ? [at] : []))
  refuseRepeats(columns, { reader, what: 'column', path: (at) => [...path, 'properties', placed[at] ?? at, 'name'] })
  return { properties, columns, checks, notes }
}

function readQuality(values: readonly unknown[], scope: QualityScope): QualityRead {
  const read = values.map((one, at) => qualityCheck(one, { ...scope, path: [...scope.path, at] }))
  return { checks: read.flatMap(({ checks }) => checks), notes: read.flatMap(({ notes }) => notes) }
}

function primaryKey(properties: readonly (Property | null)[], { path, reader }: ObjectScope): readonly Check[] {
  const keys = properties.flatMap((property, at) => (property?.primaryKey ? [{ property, at, position: property.primaryKeyPosition ?? -1 }] : []))
  const first = keys[0]
  if (!first) return []
  const columns = keys
    .toSorted((one, other) => one.position - other.position || one.at - other.at)
    .map(({ property }) => property.physicalName ?? property.name)
  const line = reader.line([...path, 'properties', first.at, 'primaryKey'])
  return [{ kind: 'unique', id: 'primary_key', severity: 'error', line, columns, count: 'repeats', ...allRows }]
}
