import type { JsonSchema } from '../../check.ts'
import { draftOf, type JsonSchemaDraft, jsonSchemaDrafts } from '../../json-schema/draft.ts'
import { jsonSchemaProblems } from '../../json-schema/json-schema-problems.ts'
import type { ReadScope } from './read-scope.ts'

/** The draft of a `jsonSchema` constraint; draft-07 where it names none, as the profiles of the standard itself are written in it. */
export function jsonSchemaDraft(schema: Readonly<Record<string, unknown>>, { path, reader }: ReadScope): JsonSchemaDraft | null {
  const named = schema['$schema']
  const draft = named === undefined ? 'draft-07' : draftOf(String(named))
  if (draft === null) {
    const hint = `read are ${jsonSchemaDrafts.join(' and ')}`
    reader.refuse('UNSUPPORTED_VERSION', `the JSON Schema draft ${JSON.stringify(named)} is not read`, { path: [...path, '$schema'], hint })
    return null
  }
  for (const { code, message, path: inner, key, hint } of jsonSchemaProblems(schema, draft))
    reader.refuse(code, message, { path: [...path, ...inner], ...(key !== null && { key }), hint })
  return draft
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

/** TopoJSON 1.0: a topology, of which the objects are geometries with indices of arcs, or such a geometry alone. */
const topoJson: JsonSchema = {
  oneOf: [{ $ref: '#/definitions/topology' }, { $ref: '#/definitions/geometry' }],
  definitions: {
    topology: {
      type: 'object',
      required: ['type', 'objects', 'arcs'],
      properties: {
        type: { const: 'Topology' },
        objects: { type: 'object', additionalProperties: { $ref: '#/definitions/geometry' } },
        arcs: listOf({ ...listOf(position), minItems: 2 }),
        transform: { type: 'object', required: ['scale', 'translate'], properties: { scale: pair, translate: pair } },
        bbox: { type: 'array', items: { type: 'number' } },
      },
    },
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
  'geojson/topojson': topoJson,
}
