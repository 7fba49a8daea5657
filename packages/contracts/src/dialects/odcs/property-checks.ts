import type { Bound, Check, Pattern } from '../../check.ts'
import { allRows } from '../../condition.ts'
import type { ColumnRule } from '../../contract.ts'
import { type LogicalType, logicalTypes } from '../../logical-type.ts'
import { type ContractReader, suggestion } from '../../reading/contract-reader.ts'
import type { YamlPath } from '../../reading/yaml-source.ts'
import { ecmaPattern } from '../../sql/pattern.ts'
import { optionSchemas, type Property } from './odcs-schema.ts'
import { type PhysicalType, physicalType, physicalTypeNames } from './physical-type.ts'
import { boundValue } from './range-bounds.ts'

interface Asked {
  readonly property: Property
  readonly path: YamlPath
  readonly reader: ContractReader
}

/** The column and the checks of one property, without its quality rules. */
export function propertyChecks(asked: Asked): { readonly column: ColumnRule; readonly checks: readonly Check[] } {
  const { property, path, reader } = asked
  refuseNested(asked)
  const name = property.physicalName ?? property.name
  const types = declaredTypes(asked)
  const column: ColumnRule = {
    name,
    ...types,
    required: property.required === true || property.primaryKey === true,
    line: reader.line(path),
    lexical: null,
    personal: null,
  }
  const head = (id: string, key: string) => ({ id: `${name}.${id}`, severity: 'error' as const, line: reader.line([...path, key]), column: name })
  const checks: Check[] = [{ kind: 'column_present', ...head('present', 'name'), index: null }]
  if (types.type)
    checks.push({ kind: 'type', ...head('type', property.logicalType ? 'logicalType' : 'physicalType'), type: types.type, duckType: types.duckType })
  if (column.required) checks.push({ kind: 'not_null', ...allRows, ...head('required', property.required ? 'required' : 'primaryKey') })
  if (property.unique) {
    const { column: unique, ...rest } = head('unique', 'unique')
    checks.push({ kind: 'unique', ...rest, ...allRows, columns: [unique], count: 'repeats' })
  }
  return { column, checks: [...checks, ...optionChecks({ ...asked, name, type: types.type })] }
}

function refuseNested({ property, path, reader }: Asked): void {
  for (const key of ['relationships', 'items', 'properties'] as const)
    if (property[key] !== undefined) reader.refuse('UNSUPPORTED_CHECK', `"${key}" of a property cannot be checked`, { path, key, hint: tableHint })
  if (property.logicalType === 'object' || property.logicalType === 'array')
    reader.refuse('UNSUPPORTED_CHECK', `logicalType "${property.logicalType}" cannot be checked`, { path: [...path, 'logicalType'], hint: tableHint })
}

const tableHint = 'tables with plain columns are checked; leave it out, or say it with a sql rule'

function declaredTypes({ property, path, reader }: Asked): { readonly type: LogicalType | null; readonly duckType: string | null } {
  const type = logicalTypes.find((one) => one === property.logicalType) ?? null
  if (property.physicalType === undefined) return { type, duckType: null }
  const place = [...path, 'physicalType']
  const physical: PhysicalType | null = physicalType(property.physicalType)
  if (!physical)
    reader.refuse('UNKNOWN_TYPE', `unknown physicalType "${property.physicalType}"`, {
      path: place,
      hint: suggestion(property.physicalType, physicalTypeNames),
    })
  else if (type && physical.logical !== type && !(type === 'number' && physical.logical === 'integer'))
    reader.refuse('INVALID_VALUE', `physicalType "${property.physicalType}" holds ${physical.logical} values, not ${type}`, { path: place })
  return { type: type ?? physical?.logical ?? null, duckType: physical?.duckType ?? null }
}

interface Typed extends Asked {
  readonly name: string
  readonly type: LogicalType | null
}

function optionChecks(asked: Typed): readonly Check[] {
  const { property, path, reader, type } = asked
  if (property.logicalTypeOptions === undefined) return []
  const place = [...path, 'logicalTypeOptions']
  if (!type) {
    if (property.logicalType === undefined) reader.refuse('MISSING_KEY', 'logicalTypeOptions need a logicalType', { path, key: 'logicalTypeOptions' })
    return []
  }
  const inner = { ...asked, path: place }
  if (type === 'string') {
    const options = reader.read(optionSchemas.string, property.logicalTypeOptions, place)
    return options ? textChecks(options, inner) : []
  }
  if (type === 'boolean') {
    reader.read(optionSchemas.boolean, property.logicalTypeOptions, place)
    return []
  }
  const options = reader.read<typeof optionSchemas.number | typeof optionSchemas.date>(optionSchemas[type], property.logicalTypeOptions, place)
  return options ? rangeChecks(options, { ...inner, type }) : []
}

function refuseOptions(options: object, { path, reader }: Asked): void {
  for (const key of ['format', 'multipleOf', 'timezone', 'defaultTimezone'])
    if (key in options)
      reader.refuse('UNSUPPORTED_CHECK', `the option "${key}" cannot be checked`, { path, key, hint: 'use pattern, physicalType or a sql rule' })
}

interface TextOptions {
  readonly minLength?: number | undefined
  readonly maxLength?: number | undefined
  readonly pattern?: string | undefined
}

function textChecks(options: TextOptions, asked: Typed): readonly Check[] {
  const { name, path, reader } = asked
  refuseOptions(options, asked)
  const { minLength, maxLength, pattern } = options
  const checks: Check[] = []
  if (minLength !== undefined || maxLength !== undefined) {
    if ((minLength ?? 0) > (maxLength ?? Infinity)) reader.refuse('INVALID_VALUE', 'minLength exceeds maxLength', { path, key: 'minLength' })
    const line = reader.line([...path, minLength === undefined ? 'maxLength' : 'minLength'])
    checks.push({
      kind: 'length',
      unit: 'code_points',
      ...allRows,
      id: `${name}.length`,
      severity: 'error',
      line,
      column: name,
      minimum: minLength ?? null,
      maximum: maxLength ?? null,
    })
  }
  if (pattern === undefined) return checks
  const place = [...path, 'pattern']
  const compiled = readPattern(pattern, { path: place, reader })
  if (compiled)
    checks.push({
      kind: 'pattern',
      id: `${name}.pattern`,
      severity: 'error',
      line: reader.line(place),
      column: name,
      patterns: [compiled],
      match: 'all',
      ...allRows,
    })
  return checks
}

/** The pattern, or null with the problem noted. */
export function readPattern(source: string, { path, reader }: { readonly path: YamlPath; readonly reader: ContractReader }): Pattern | null {
  const read = ecmaPattern(source)
  if ('pattern' in read) return read.pattern
  reader.refuse('PATTERN_INVALID', `pattern ${JSON.stringify(source)}: ${read.invalid}`, { path })
  return null
}

type BoundOptions = { readonly [K in 'minimum' | 'maximum' | 'exclusiveMinimum' | 'exclusiveMaximum']?: number | string | undefined }

function rangeChecks(options: BoundOptions, asked: Typed & { readonly type: LogicalType }): readonly Check[] {
  const { name, path, reader, type } = asked
  refuseOptions(options, asked)
  const minimum = readBound(options, asked, ['minimum', 'exclusiveMinimum'])
  const maximum = readBound(options, asked, ['maximum', 'exclusiveMaximum'])
  if (!minimum && !maximum) return []
  if (minimum && maximum && minimum.value > maximum.value) reader.refuse('INVALID_VALUE', 'the minimum exceeds the maximum', { path })
  const first = Object.keys(options).find((key) => /imum$/.test(key))
  const line = reader.line(first === undefined ? path : [...path, first])
  return [{ kind: 'range', id: `${name}.range`, severity: 'error', line, column: name, type, minimum, maximum, ...allRows }]
}

function readBound(
  options: BoundOptions,
  { path, reader, type }: Typed & { readonly type: LogicalType },
  [inclusive, exclusive]: readonly [keyof BoundOptions, keyof BoundOptions],
): Bound | null {
  const key = options[exclusive] === undefined ? inclusive : exclusive
  const written = options[key]
  if (written === undefined) return null
  if (key === exclusive && options[inclusive] !== undefined)
    reader.refuse('INVALID_VALUE', `${inclusive} and ${exclusive} exclude each other`, { path, key: exclusive })
  const value = boundValue(type, written)
  if (value === null)
    reader.refuse('INVALID_VALUE', `${key}: ${JSON.stringify(written)} is no ${type}`, { path: [...path, key], hint: boundHints[type] ?? null })
  return value === null ? null : { value, exclusive: key === exclusive }
}

const boundHints: { readonly [T in LogicalType]?: string } = {
  date: 'write it as 2001-12-31',
  timestamp: 'write it as 2001-12-31 or 2001-12-31T23:59:59, without a zone',
  time: 'write it as 23:59:59',
  integer: 'numbers beyond 2^53 are not exact',
}
