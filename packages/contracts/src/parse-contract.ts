import type { Check } from './check.ts'
import { type ContractReader, contractReader } from './contract-reader.ts'
import { ContractError, type ContractProblem } from './errors.ts'
import { contractSchema, objectSchema, type Property, propertySchema } from './odcs-schema.ts'
import { type ColumnRule, propertyChecks } from './property-checks.ts'
import { qualityCheck } from './quality-check.ts'
import { type YamlPath, yamlSource } from './yaml-source.ts'

/** One table of a contract. */
export interface ContractObject {
  readonly name: string
  readonly columns: readonly ColumnRule[]
  readonly checks: readonly Check[]
}

/** What a contract asks of data, whichever format it was written in. */
export interface Contract {
  readonly path: string
  readonly objects: readonly ContractObject[]
}

/**
 * Reads a data contract in the Open Data Contract Standard, v3.0 or v3.1 (YAML). Nothing that it asks for is skipped: a key, type,
 * metric, operator, pattern or query that is unknown or cannot be checked is a problem, and all problems come at once.
 * @throws {ContractError} with every problem, its line and column; the code is that of the first one.
 * @example parseContract(text, 'contracts/flights.odcs.yaml').objects[0]?.checks.map((check) => check.id) // ['date.present', …]
 */
export function parseContract(text: string, path: string): Contract {
  const read = yamlSource(text)
  if ('problems' in read) throw contractError(path, read.problems)
  const reader = contractReader(read.source)
  const objects = readObjects(read.source.value, reader)
  if (reader.problems.length > 0) throw contractError(path, reader.problems)
  return { path, objects }
}

function contractError(path: string, unordered: readonly ContractProblem[]): ContractError {
  const problems = unordered.toSorted((one, other) => one.line - other.line || one.column - other.column)
  const lines = problems.map(({ line, column, message, hint }) => `${path}:${line}:${column}: ${message}${hint ? ` (${hint})` : ''}`)
  const head = problems.length === 1 ? '' : `contract "${path}" has ${problems.length} problems:\n`
  const code = problems[0]?.code ?? 'CONTRACT_UNREADABLE'
  return new ContractError(code, head + lines.join('\n'), { hint: problems[0]?.hint ?? null, problems })
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
  return object && { name, columns: rules, checks: withUniqueIds(checks) }
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
  return [{ kind: 'unique', id: 'primary_key', severity: 'error', line: reader.line([...path, 'properties', first.at, 'primaryKey']), columns }]
}

interface Named {
  readonly name: string
}

function refuseRepeats(
  items: readonly Named[],
  { reader, what, path }: { reader: ContractReader; what: string; path: (at: number) => YamlPath },
): void {
  const seen = new Set<string>()
  for (const [at, { name }] of items.entries()) {
    // DuckDB compares column names without regard to case.
    const key = name.toLowerCase()
    if (seen.has(key)) reader.refuse('DUPLICATE_NAME', `the ${what} "${name}" is described twice`, { path: path(at) })
    seen.add(key)
  }
}

// Two unnamed rules of one kind on one column are told apart by a number.
function withUniqueIds(checks: readonly Check[]): readonly Check[] {
  const taken = new Set<string>()
  return checks.map((check) => {
    let id = check.id
    for (let count = 2; taken.has(id); count++) id = `${check.id}.${count}`
    taken.add(id)
    return { ...check, id }
  })
}
