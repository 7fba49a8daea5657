import type { Bound, Check, JsonSchema, Scalar } from '../../check.ts'
import { allRows } from '../../condition.ts'
import type { Comparison } from '../../filter.ts'
import { checkId } from '../check-id.ts'
import { fieldTypes } from './field-types.ts'
import { fullPattern } from './full-pattern.ts'
import { jsonSchemaDraft } from './json-types.ts'
import { listPattern } from './list-pattern.ts'
import { type ReadScope, within } from './read-scope.ts'
import type { Constraints, Field } from './shapes.ts'
import { readValue, type Writing } from './values.ts'

/** A field of which the type is known. */
export interface TypedField {
  readonly field: Field
  readonly writing: Writing
  readonly scope: ReadScope
}

/** The checks of the constraints of a field, but for `required` and `unique`. */
export function constraintChecks(typed: TypedField, constraints: Constraints): readonly Check[] {
  const inner = { ...typed, scope: within(typed.scope, 'constraints') }
  return [
    ...lengthChecks(inner, constraints),
    ...boundChecks(inner, constraints),
    ...patternChecks(inner, constraints),
    ...valueChecks(inner, constraints),
  ]
}

/** What all checks of one column share. */
export function columnHead({ field, scope }: Pick<TypedField, 'field' | 'scope'>, what: string, key: string) {
  return { id: checkId(field.name, what), severity: 'error', line: scope.reader.line([...scope.path, key]), column: field.name, ...allRows } as const
}

function lengthChecks(typed: TypedField, { minLength, maxLength }: Constraints): readonly Check[] {
  if (minLength === undefined && maxLength === undefined) return []
  const { field, scope, writing } = typed
  if ((minLength ?? 0) > (maxLength ?? Infinity))
    scope.reader.refuse('INVALID_VALUE', 'minLength exceeds maxLength', { path: scope.path, key: 'minLength' })
  const head = columnHead(typed, 'length', minLength === undefined ? 'maxLength' : 'minLength')
  const minimum = minLength ?? null
  const maximum = maxLength ?? null
  if (writing.type === 'string') return [{ kind: 'length', ...head, unit: 'code_points', minimum, maximum }]
  if (writing.type === 'list') {
    const pattern = listPattern({ delimiter: field.delimiter ?? ',', itemType: 'string', minimum: minimum ?? 0, maximum })
    if (!('fault' in pattern)) return [{ kind: 'pattern', ...head, patterns: [pattern], match: 'all' }]
    scope.reader.refuse('INVALID_VALUE', `maxLength: ${pattern.fault}`, { path: scope.path, key: 'maxLength' })
    return []
  }
  const [fewest, most] = writing.type === 'array' ? ['minItems', 'maxItems'] : ['minProperties', 'maxProperties']
  const schema = { ...(minimum !== null && { [fewest]: minimum }), ...(maximum !== null && { [most]: maximum }) }
  return [{ kind: 'json_schema', ...head, schema, draft: 'draft-07' }]
}

interface Ends {
  readonly minimum: Bound | null
  readonly maximum: Bound | null
}

function boundChecks(typed: TypedField, constraints: Constraints): readonly Check[] {
  const { scope, writing } = typed
  const first = boundKeys.find((key) => constraints[key] !== undefined)
  const last = boundKeys.findLast((key) => constraints[key] !== undefined)
  if (first === undefined || last === undefined) return []
  if (writing.type === 'duration') {
    const hint = 'a month has no fixed length: keep the seconds in a number'
    scope.reader.refuse('UNSUPPORTED_CHECK', `durations are not compared: "${first}" cannot be checked`, { path: scope.path, key: first, hint })
    return []
  }
  const minimum = readBound(typed, constraints, ['minimum', 'exclusiveMinimum'])
  const maximum = readBound(typed, constraints, ['maximum', 'exclusiveMaximum'])
  if (minimum && maximum && exceeds(minimum.value, maximum.value))
    scope.reader.refuse('INVALID_VALUE', 'the minimum exceeds the maximum', { path: scope.path })
  if (!minimum && !maximum) return []
  if (writing.type === 'yearmonth') return monthChecks(typed, { minimum, maximum }, [first, last])
  const type = fieldTypes[writing.type].logical
  return type === null ? [] : [{ kind: 'range', ...columnHead(typed, 'range', first), type, minimum, maximum }]
}

const boundKeys = ['minimum', 'exclusiveMinimum', 'maximum', 'exclusiveMaximum'] as const

function exceeds(minimum: Bound['value'], maximum: Bound['value']): boolean {
  if (/^-?\d+$/.test(String(minimum)) && /^-?\d+$/.test(String(maximum))) return BigInt(minimum) > BigInt(maximum)
  return typeof minimum === typeof maximum && minimum > maximum
}

function readBound(typed: TypedField, constraints: Constraints, [inclusive, exclusive]: readonly [BoundKey, BoundKey]): Bound | null {
  const { reader, path } = typed.scope
  const key = constraints[exclusive] === undefined ? inclusive : exclusive
  const written = constraints[key]
  if (written === undefined) return null
  if (key === exclusive && constraints[inclusive] !== undefined)
    reader.refuse('INVALID_VALUE', `${inclusive} and ${exclusive} exclude each other`, { path, key: exclusive })
  const read = readValue(written, typed.writing)
  if ('value' in read && typeof read.value !== 'boolean' && Number.isNaN(read.value) === false)
    return { value: read.value, exclusive: key === exclusive }
  reader.refuse('INVALID_VALUE', `${key}: ${'fault' in read ? read.fault : 'NaN is no bound'}`, { path: [...path, key], hint: valueHint(typed) })
  return null
}
type BoundKey = (typeof boundKeys)[number]

function valueHint({ field, writing }: TypedField): string {
  if (writing.time) return `write it as the values are: ${field.format}`
  if (writing.type === 'integer') return 'write integers beyond 2^53 as text'
  return `write it as a value of type ${writing.type}`
}

// Months compare as texts: they are written with four and two digits, or fail their format. A comparison with a null is false, and
// so what is refused is said, not what is asked.
function monthChecks(typed: TypedField, { minimum, maximum }: Ends, [low, high]: readonly [string, string]): readonly Check[] {
  const end = (bound: Bound | null, what: string, refused: Comparison): readonly Check[] => {
    if (!bound) return []
    const { column, ...head } = columnHead(typed, what, what === 'minimum' ? low : high)
    return [{ kind: 'row', ...head, must: { kind: 'not', part: { kind: 'compare', column, operator: refused, value: bound.value } } }]
  }
  return [...end(minimum, 'minimum', minimum?.exclusive ? '<=' : '<'), ...end(maximum, 'maximum', maximum?.exclusive ? '>=' : '>')]
}

function patternChecks(typed: TypedField, { pattern }: Constraints): readonly Check[] {
  if (pattern === undefined) return []
  const { reader, path } = within(typed.scope, 'pattern')
  const read = fullPattern(pattern)
  if ('pattern' in read) return [{ kind: 'pattern', ...columnHead(typed, 'pattern', 'pattern'), patterns: [read.pattern], match: 'all' }]
  if ('invalid' in read) reader.refuse('PATTERN_INVALID', `pattern ${JSON.stringify(pattern)}: ${read.invalid}`, { path })
  else reader.refuse('PATTERN_UNSUPPORTED', `pattern ${JSON.stringify(pattern)}: ${read.unsupported}`, { path })
  return []
}

function valueChecks(typed: TypedField, { enum: listed, jsonSchema }: Constraints): readonly Check[] {
  const checks: Check[] = []
  if (listed) checks.push(...enumChecks(typed, listed))
  const draft = jsonSchema && jsonSchemaDraft(jsonSchema, within(typed.scope, 'jsonSchema'))
  if (jsonSchema && draft) checks.push({ kind: 'json_schema', ...columnHead(typed, 'json_schema', 'jsonSchema'), schema: jsonSchema, draft })
  return checks
}

function enumChecks(typed: TypedField, listed: readonly unknown[]): readonly Check[] {
  const { writing, scope } = typed
  const { reader, path } = within(scope, 'enum')
  switch (writing.type) {
    case 'list':
    case 'duration':
    case 'geopoint':
      reader.refuse('UNSUPPORTED_CHECK', `the values of a ${writing.type} are not compared`, { path, hint: 'use a pattern on the type string' })
      return []
    case 'object':
    case 'array':
    case 'geojson':
      return [{ kind: 'json_schema', ...columnHead(typed, 'enum', 'enum'), schema: { enum: listed.map(asJson) }, draft: 'draft-07' }]
    default: {
      const values = readValues(listed, typed, { reader, path })
      return [{ kind: 'in_set', ...columnHead(typed, 'enum', 'enum'), values }]
    }
  }
}

/** The values of a list, each once; those that are none of the field's type are told, and left out. */
export function readValues(listed: readonly unknown[], typed: TypedField, { path, reader }: ReadScope): readonly Scalar[] {
  const values = new Set<Scalar>()
  for (const [at, written] of listed.entries()) {
    // What was told of already.
    if (written === undefined) continue
    const read = readValue(written, typed.writing)
    if ('value' in read) values.add(read.value)
    else reader.refuse('INVALID_VALUE', read.fault, { path: [...path, at], hint: valueHint(typed) })
  }
  return [...values]
}

// A text may be the JSON of the value.
function asJson(written: unknown): JsonSchema | unknown {
  if (typeof written !== 'string') return written
  try {
    return JSON.parse(written)
  } catch {
    return written
  }
}
