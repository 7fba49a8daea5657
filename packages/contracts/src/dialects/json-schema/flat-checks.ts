import type { Bound, Check } from '../../check.ts'
import { allRows } from '../../condition.ts'
import type { JsonSchemaDraft } from '../../json-schema/draft.ts'
import { jsonSchemaFormats } from '../../json-schema/formats.ts'
import type { ContractReader } from '../../reading/contract-reader.ts'
import { ecmaPattern } from '../../sql/pattern.ts'
import { checkId } from '../check-id.ts'
import { constOf, enumOf, type FlatProperty, valuesOfType } from './flat-property.ts'

export interface Asked {
  readonly column: string
  readonly property: FlatProperty
  readonly draft: JsonSchemaDraft
  readonly reader: ContractReader
}

/** One check for each thing that a flat property asks of its values. Whether there is one, or a null, is asked elsewhere. */
export function flatChecks(asked: Asked): readonly Check[] {
  refuseInexact(asked)
  const { type, value } = asked.property
  const listed = 'enum' in value ? 'enum' : 'const'
  return [
    { kind: 'type', ...head(asked, 'type', 'type' in value ? 'type' : listed), type, duckType: null },
    ...setChecks(asked),
    ...rangeCheck(asked),
    ...multipleCheck(asked),
    ...lengthCheck(asked),
    ...patternCheck(asked),
    ...formatCheck(asked),
  ]
}

function head({ column, property, reader }: Asked, what: string, key: string) {
  return { id: checkId(column, what), severity: 'error' as const, line: reader.line([...property.path, key]), column }
}

/** JSON numbers are read as doubles: an integer beyond 2^53 may not be the one that is written. Those of 22 digits and more are magnitudes. */
function refuseInexact({ property, reader }: Asked): void {
  for (const [key, written] of Object.entries(property.value)) {
    const values = key === 'enum' && Array.isArray(written) ? written.map((value, at) => [value, [key, at]] as const) : [[written, [key]] as const]
    for (const [value, step] of values) {
      if (typeof value !== 'number' || !Number.isInteger(value) || Number.isSafeInteger(value) || Math.abs(value) >= 1e21) continue
      const hint = 'leave out a bound that every 64-bit integer keeps'
      reader.refuse('INVALID_VALUE', `"${key}": integers beyond 2^53 are not exact`, { path: [...property.path, ...step], hint })
    }
  }
}

function setChecks(asked: Asked): readonly Check[] {
  const { value, type } = asked.property
  return (['enum', 'const'] as const).flatMap((key): readonly Check[] => {
    const values = key === 'enum' ? enumOf(value) : constOf(value)
    return values ? [{ kind: 'in_set', ...head(asked, key, key), ...allRows, values: valuesOfType(values, type) }] : []
  })
}

function rangeCheck(asked: Asked): readonly Check[] {
  const { value, type } = asked.property
  const minimum = tighter(bound(value['minimum'], false), bound(value['exclusiveMinimum'], true), (one, other) => one > other)
  const maximum = tighter(bound(value['maximum'], false), bound(value['exclusiveMaximum'], true), (one, other) => one < other)
  if (!minimum && !maximum) return []
  const key = ['minimum', 'exclusiveMinimum', 'maximum', 'exclusiveMaximum'].find((name) => name in value) ?? 'minimum'
  return [{ kind: 'range', ...head(asked, 'range', key), ...allRows, type, minimum, maximum }]
}

interface NumberBound extends Bound {
  readonly value: number
}

function bound(value: unknown, exclusive: boolean): NumberBound | null {
  return typeof value === 'number' ? { value, exclusive } : null
}

/** Both ends may be given at once, and both hold: the tighter one counts. */
function tighter(inclusive: NumberBound | null, exclusive: NumberBound | null, isTighter: (one: number, other: number) => boolean): Bound | null {
  if (!inclusive || !exclusive) return inclusive ?? exclusive
  return isTighter(inclusive.value, exclusive.value) ? inclusive : exclusive
}

function multipleCheck(asked: Asked): readonly Check[] {
  const { multipleOf } = asked.property.value
  return typeof multipleOf === 'number' ? [{ kind: 'multiple_of', ...head(asked, 'multiple', 'multipleOf'), ...allRows, of: multipleOf }] : []
}

function lengthCheck(asked: Asked): readonly Check[] {
  const { minLength, maxLength } = asked.property.value
  const minimum = typeof minLength === 'number' ? minLength : null
  const maximum = typeof maxLength === 'number' ? maxLength : null
  if (minimum === null && maximum === null) return []
  const key = minimum === null ? 'maxLength' : 'minLength'
  return [{ kind: 'length', ...head(asked, 'length', key), ...allRows, unit: 'code_points', minimum, maximum }]
}

function patternCheck(asked: Asked): readonly Check[] {
  const { pattern } = asked.property.value
  const read = typeof pattern === 'string' ? ecmaPattern(pattern) : null
  return read && 'pattern' in read
    ? [{ kind: 'pattern', ...head(asked, 'pattern', 'pattern'), ...allRows, patterns: [read.pattern], match: 'all' }]
    : []
}

/** A format is asserted in both drafts, though 2020-12 lets it be a mere note: who writes one means it. */
function formatCheck(asked: Asked): readonly Check[] {
  const { format } = asked.property.value
  if (typeof format !== 'string') return []
  const own = jsonSchemaFormats.get(format)
  const { column, ...rest } = head(asked, 'format', 'format')
  if (own) return [{ kind: 'format', ...rest, column, ...allRows, format: own }]
  const schema = { properties: { [column]: { format } } }
  return [{ kind: 'row_json_schema', ...rest, ...allRows, columns: [column], schema, draft: asked.draft }]
}
