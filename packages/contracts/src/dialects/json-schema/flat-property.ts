import type { Scalar } from '../../check.ts'
import { isMap } from '../dialect.ts'
import { assertions, type Placed, referenced, type SchemaFile, type SchemaMap } from './row-schema.ts'

const baseTypes = ['string', 'integer', 'number', 'boolean'] as const
export type BaseType = (typeof baseTypes)[number]

/** A property whose values are all of one plain type, or null, and all of whose keywords are checks of their own. */
export interface FlatProperty extends Placed<SchemaMap> {
  readonly kind: 'flat'
  readonly type: BaseType
  readonly nullable: boolean
}
export type Property =
  | FlatProperty
  /** Any value at all. */
  | { readonly kind: 'anything' }
  /** Left to the validator. `nullable` is false where its `type` names no null, true where that cannot be told at once. */
  | ({ readonly kind: 'residual'; readonly nullable: boolean } & Placed)

const flatKeywords = new Set(
  ['type', 'enum', 'const', 'minimum', 'exclusiveMinimum', 'maximum', 'exclusiveMaximum'].concat([
    'multipleOf',
    'minLength',
    'maxLength',
    'pattern',
    'format',
  ]),
)
const maxReferences = 32

/** A property as it is checked. A `$ref` that stands alone is followed; "this or null" is a plain type that may be null. */
export function readProperty(written: Placed, file: SchemaFile): Property {
  const { value, path } = followed(written, file)
  if (value === true || (isMap(value) && assertions(value, file.draft).length === 0)) return { kind: 'anything' }
  const residual: Property = { kind: 'residual', ...written, nullable: !isMap(value) || typesOf(value)?.includes('null') !== false }
  if (!isMap(value)) return residual
  const inner = orNull(value, path, file)
  if (inner) {
    const flat = readProperty(inner, file)
    return flat.kind === 'flat' && !(flat.nullable && 'oneOf' in value) ? { ...flat, nullable: true } : residual
  }
  return flatOf(value, path, file) ?? residual
}

function followed(written: Placed, file: SchemaFile): Placed {
  let at = written
  for (let count = 0; count < maxReferences; count++) {
    const alone = isMap(at.value) && assertions(at.value, file.draft).join() === '$ref' ? referenced(at.value['$ref'], file) : null
    if (!alone) return at
    at = alone
  }
  return written
}

/** The one other branch of an `anyOf` (or `oneOf`) of two, of which one is `{ "type": "null" }`. */
function orNull(schema: SchemaMap, path: Placed['path'], file: SchemaFile): Placed | null {
  const [name, more] = assertions(schema, file.draft)
  if (more !== undefined || (name !== 'anyOf' && name !== 'oneOf')) return null
  const branches = schema[name]
  if (!Array.isArray(branches) || branches.length !== 2) return null
  const isNull = (branch: unknown) => isMap(branch) && assertions(branch, file.draft).join() === 'type' && branch['type'] === 'null'
  const other = branches.findIndex((branch) => !isNull(branch))
  return other >= 0 && isNull(branches[1 - other]) ? { value: branches[other], path: [...path, name, other] } : null
}

function flatOf(schema: SchemaMap, path: Placed['path'], file: SchemaFile): FlatProperty | null {
  if (!assertions(schema, file.draft).every((name) => flatKeywords.has(name))) return null
  const listed = listedValues(schema)
  const types = typesOf(schema) ?? (listed && [...new Set(listed.map(typeOfValue))])
  if (!types) return null
  const type = baseOf(types.filter((one) => one !== 'null'))
  if (!type || (listed && valuesOfType(listed, type).length === 0)) return null
  const nullable = types.includes('null') && [enumOf(schema), constOf(schema)].every((values) => values === null || values.includes(null))
  return { kind: 'flat', value: schema, path, type, nullable }
}

function typesOf(schema: SchemaMap): readonly string[] | null {
  const { type } = schema
  return typeof type === 'string' ? [type] : Array.isArray(type) ? type.map(String) : null
}

function baseOf(types: readonly string[]): BaseType | null {
  if (types.length === 2 && types.includes('integer') && types.includes('number')) return 'number'
  return types.length === 1 ? (baseTypes.find((type) => type === types[0]) ?? null) : null
}

export const enumOf = (schema: SchemaMap): readonly unknown[] | null => (Array.isArray(schema['enum']) ? schema['enum'] : null)
export const constOf = (schema: SchemaMap): readonly unknown[] | null => ('const' in schema ? [schema['const']] : null)

function listedValues(schema: SchemaMap): readonly unknown[] | null {
  const listed = [enumOf(schema), constOf(schema)].filter((values) => values !== null)
  return listed.length > 0 ? listed.reduce((values, others) => values.filter((value) => others.includes(value))) : null
}

function typeOfValue(value: unknown): string {
  if (value === null) return 'null'
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number'
  return typeof value === 'object' ? 'object' : typeof value
}

/** The values that can be of the type at all. */
export function valuesOfType(values: readonly unknown[], type: BaseType): readonly Scalar[] {
  return values.filter((value): value is Scalar => {
    const own = typeOfValue(value)
    return own === type || (type === 'number' && own === 'integer')
  })
}
