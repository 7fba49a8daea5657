import type { Check } from '../../check.ts'
import { allRows } from '../../condition.ts'
import { type ColumnRule, type Lexical, plainLexical } from '../../contract.ts'
import type { ContractReader } from '../../reading/contract-reader.ts'
import type { YamlPath } from '../../reading/yaml-source.ts'
import { checkId } from '../check-id.ts'
import { type DeclaredType, declaredType } from './declared-type.ts'
import { isoMoment } from './java-time-format.ts'
import { nestedChecks } from './nested-checks.ts'
import { numberChecks } from './number-checks.ts'
import type { Property } from './odcs-schema.ts'
import { optionSchemas } from './option-schemas.ts'
import { personalData } from './personal-data.ts'
import { stringChecks } from './string-checks.ts'
import { temporalRules } from './temporal-rules.ts'

interface Asked {
  readonly property: Property
  readonly path: YamlPath
  readonly reader: ContractReader
  readonly version: '3.0' | '3.1'
}

/** The column and the checks of one property, without its relationships and quality rules. */
export function propertyChecks(asked: Asked): { readonly column: ColumnRule; readonly checks: readonly Check[] } {
  const { property, path, reader } = asked
  const name = property.physicalName ?? property.name
  const options = optionRules({ ...asked, name, declared: declaredType(property, asked) })
  const { personal, checks: personalChecks } = personalData(property, { ...asked, column: name })
  const { type, duckType } = options.declared
  const column: ColumnRule = {
    name,
    type,
    duckType,
    required: property.required === true || property.primaryKey === true,
    line: reader.line(path),
    lexical: options.lexical ?? (duckType === 'TIMESTAMP WITH TIME ZONE' ? moments : null),
    personal: options.secret ? 'any' : personal,
  }
  return { column, checks: [...ownChecks(asked, column), ...storageChecks(asked, options.declared), ...options.checks, ...personalChecks] }
}

/** Without a format, moments are written in ISO 8601 with their offset. */
const moments: Lexical = { ...plainLexical, form: isoMoment }

/** Presence, type, nulls and uniqueness. */
function ownChecks({ property, path, reader }: Asked, { name, type, duckType, required }: ColumnRule): readonly Check[] {
  const head = (id: string, key: string) => ({ id: checkId(name, id), severity: 'error' as const, line: reader.line([...path, key]) })
  const checks: Check[] = [{ kind: 'column_present', ...head('present', 'name'), column: name, index: null }]
  const typeKey = property.logicalType ? 'logicalType' : 'physicalType'
  if (type) checks.push({ kind: 'type', ...head('type', typeKey), column: name, type, duckType })
  if (required) checks.push({ kind: 'not_null', ...allRows, ...head('required', property.required ? 'required' : 'primaryKey'), column: name })
  // As in SQL: nulls are not equal to each other.
  if (property.unique) checks.push({ kind: 'unique', ...head('unique', 'unique'), ...allRows, columns: [name], count: 'repeats' })
  return checks
}

/** What a physical type asks of values beside being stored so, which a text file does not prove. */
function storageChecks({ property, path, reader }: Asked, { duckType, maxLength, nested, written }: DeclaredType): readonly Check[] {
  const column = property.physicalName ?? property.name
  const head = (id: string) => ({ id: checkId(column, id), severity: 'error' as const, line: reader.line([...path, 'physicalType']), column })
  const checks: Check[] = []
  if (maxLength !== null && !nested)
    checks.push({ kind: 'length', ...head('physical_length'), ...allRows, unit: 'code_points', minimum: null, maximum: maxLength })
  if (duckType === 'UUID') checks.push({ kind: 'format', ...head('uuid'), ...allRows, format: 'uuid' })
  if (written && property.logicalTypeOptions === undefined) {
    const format = written === 'timestamp' ? 'date_time' : written
    checks.push({ kind: 'format', ...head('format'), line: reader.line([...path, 'logicalType']), ...allRows, format })
  }
  return checks
}

interface Typed extends Asked {
  readonly name: string
  readonly declared: DeclaredType
}
interface OptionRules {
  readonly declared: DeclaredType
  readonly lexical: Lexical | null
  readonly checks: readonly Check[]
  /** Whether its values are never to be shown. */
  readonly secret: boolean
}

function optionRules(asked: Typed): OptionRules {
  const { property, path, reader, declared, name } = asked
  const plain: OptionRules = { declared, lexical: null, checks: [], secret: false }
  refuseMisplaced(asked)
  if (declared.nested) return { ...plain, ...nestedChecks(property, { ...asked, column: name }) }
  if (property.logicalTypeOptions === undefined) return plain
  const logical = property.logicalType ?? declared.type
  if (!logical || logical === 'object' || logical === 'array') {
    reader.refuse('MISSING_KEY', 'logicalTypeOptions need a logicalType', { path, key: 'logicalTypeOptions' })
    return plain
  }
  const place = [...path, 'logicalTypeOptions']
  const inner = { ...asked, path: place, column: name }
  if (logical === 'string') {
    const options = reader.read(optionSchemas.string, property.logicalTypeOptions, place)
    return options ? { ...plain, checks: stringChecks(options, inner), secret: options.format === 'password' } : plain
  }
  if (logical === 'boolean') {
    reader.read(optionSchemas.boolean, property.logicalTypeOptions, place)
    return plain
  }
  if (logical === 'integer' || logical === 'number') {
    const options = reader.read(optionSchemas.number, property.logicalTypeOptions, place)
    return options ? { ...plain, checks: numberChecks(options, { ...inner, type: declared.type ?? logical, logical, zone: 'none' }) } : plain
  }
  const options = reader.read<typeof optionSchemas.date | typeof optionSchemas.time>(optionSchemas[logical], property.logicalTypeOptions, place)
  return options ? { ...plain, ...temporalRules(options, inner) } : plain
}

/** `properties` and `items` describe nested values only. */
function refuseMisplaced({ property, path, reader, declared }: Typed): void {
  const places = [
    ['properties', 'object'],
    ['items', 'array'],
  ] as const
  for (const [key, type] of places)
    if (property[key] !== undefined && declared.nested !== type)
      reader.refuse('INVALID_VALUE', `"${key}" belongs to logicalType ${type}`, { path, key, hint: `write logicalType: ${type}` })
}
