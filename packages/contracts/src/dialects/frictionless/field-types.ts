import type { LogicalType } from '../../logical-type.ts'

/** What Table Schema (datapackage.org/standard/table-schema) says of a field type: the keys, formats and constraints that go with it. */
export interface FieldTypeRule {
  /** Null: the values are JSON, or of any type. */
  readonly logical: LogicalType | null
  /** Beside those of every field. */
  readonly keys: readonly string[]
  readonly formats: readonly string[]
  /** Beside `required`, `unique` and `enum`. */
  readonly constraints: readonly string[]
}

const bounds = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum']
const lengths = ['minLength', 'maxLength']
const times = ['default', 'any']
const plain = ['default']

export const fieldTypes = {
  string: {
    logical: 'string',
    keys: ['categories', 'categoriesOrdered'],
    formats: ['default', 'email', 'uri', 'binary', 'uuid', 'wkt'],
    constraints: [...lengths, 'pattern'],
  },
  number: { logical: 'number', keys: ['decimalChar', 'groupChar', 'bareNumber', 'floatNumber'], formats: plain, constraints: bounds },
  integer: {
    logical: 'integer',
    keys: ['groupChar', 'bareNumber', 'categories', 'categoriesOrdered'],
    formats: plain,
    constraints: bounds,
  },
  boolean: { logical: 'boolean', keys: ['trueValues', 'falseValues'], formats: plain, constraints: [] },
  object: { logical: null, keys: [], formats: plain, constraints: [...lengths, 'jsonSchema'] },
  array: { logical: null, keys: ['arrayItem'], formats: plain, constraints: [...lengths, 'jsonSchema'] },
  list: { logical: 'string', keys: ['delimiter', 'itemType'], formats: plain, constraints: lengths },
  datetime: { logical: 'timestamp', keys: [], formats: times, constraints: bounds },
  date: { logical: 'date', keys: [], formats: times, constraints: bounds },
  time: { logical: 'time', keys: [], formats: times, constraints: bounds },
  year: { logical: 'integer', keys: [], formats: plain, constraints: bounds },
  yearmonth: { logical: 'string', keys: [], formats: plain, constraints: bounds },
  duration: { logical: 'string', keys: [], formats: plain, constraints: bounds },
  geopoint: { logical: null, keys: [], formats: ['default', 'array', 'object'], constraints: [] },
  geojson: { logical: null, keys: [], formats: ['default', 'topojson'], constraints: [] },
  any: { logical: null, keys: [], formats: plain, constraints: [] },
} as const satisfies Readonly<Record<string, FieldTypeRule>>

export type FieldType = keyof typeof fieldTypes
export const fieldTypeNames = Object.keys(fieldTypes) as readonly FieldType[]

/** The keys of each type, and those of every one. */
export const commonKeys = ['name', 'type', 'format', 'title', 'description', 'example', 'rdfType', 'constraints', 'missingValues']
export const commonConstraints = ['required', 'unique', 'enum']
/** Types of the items of a list. */
export const itemTypes = ['string', 'integer', 'boolean', 'number', 'datetime', 'date', 'time'] as const
export type ItemType = (typeof itemTypes)[number]
