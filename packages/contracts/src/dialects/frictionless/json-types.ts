import type { JsonSchema } from '../../check.ts'
import { suggestion } from '../../reading/contract-reader.ts'
import type { ReadScope } from './read-scope.ts'

const drafts = {
  'http://json-schema.org/draft-07/schema': 'draft-07',
  'https://json-schema.org/draft-07/schema': 'draft-07',
  'https://json-schema.org/draft/2020-12/schema': '2020-12',
} as const

/** The draft of a `jsonSchema` constraint; draft-07 where it names none, as the profiles of the standard itself are written in it. */
export function jsonSchemaDraft(schema: JsonSchema, { path, reader }: ReadScope): 'draft-07' | '2020-12' | null {
  const named = typeof schema === 'object' ? schema['$schema'] : undefined
  if (named === undefined) return 'draft-07'
  const uri = String(named).replace(/#$/, '')
  if (Object.hasOwn(drafts, uri)) return drafts[uri as keyof typeof drafts]
  reader.refuse('UNSUPPORTED_VERSION', `the JSON Schema draft ${JSON.stringify(named)} is not read`, {
    path: [...path, '$schema'],
    hint: suggestion(uri, Object.keys(drafts)),
  })
  return null
}

const number = (limit: number) => ({ type: 'number', minimum: -limit, maximum: limit })
const pair = { type: 'array', items: { type: 'number' }, minItems: 2, maxItems: 2 }
const arcs = { type: 'array', items: { type: 'integer' } }
const position = { type: 'array', items: { type: 'number' }, minItems: 2 }
const geometry = (type: string, key: string, of: JsonSchema) => ({
  properties: { type: { const: type }, [key]: of },
  required: ['type', key],
})
const listOf = (items: JsonSchema) => ({ type: 'array', items })

/** A topology of TopoJSON 1.0: its objects are geometries whose arcs are indices. */
const topology: JsonSchema = {
  type: 'object',
  required: ['type', 'objects', 'arcs'],
  properties: {
    type: { const: 'Topology' },
    objects: { type: 'object', additionalProperties: { $ref: '#/definitions/geometry' } },
    arcs: listOf({ ...listOf(position), minItems: 2 }),
    transform: { type: 'object', required: ['scale', 'translate'], properties: { scale: pair, translate: pair } },
    bbox: { type: 'array', items: { type: 'number' } },
  },
  definitions: {
    geometry: {
      type: 'object',
      oneOf: [
        geometry('Point', 'coordinates', position),
        geometry('MultiPoint', 'coordinates', listOf(position)),
        geometry('LineString', 'arcs', arcs),
        geometry('MultiLineString', 'arcs', listOf(arcs)),
        geometry('Polygon', 'arcs', listOf(arcs)),
        geometry('MultiPolygon', 'arcs', listOf(listOf(arcs))),
        geometry('GeometryCollection', 'geometries', listOf({ $ref: '#/definitions/geometry' })),
        { properties: { type: { type: 'null' } }, required: ['type'] },
      ],
    },
  },
}

/** The values of the types that are written as JSON, by type and format (draft-07). */
export const jsonTypes: Readonly<Record<string, JsonSchema>> = {
  'object/default': { type: 'object' },
  'array/default': { type: 'array' },
  'geopoint/array': { type: 'array', items: [number(180), number(90)], minItems: 2, maxItems: 2 },
  'geopoint/object': {
    type: 'object',
    properties: { lon: number(180), lat: number(90) },
    required: ['lon', 'lat'],
    additionalProperties: false,
  },
  'geojson/topojson': topology,
}
