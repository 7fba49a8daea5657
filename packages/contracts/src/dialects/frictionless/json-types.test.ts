import { describe, expect, it } from 'vitest'
import { compileJsonSchema } from '../../json-schema/compile-json-schema.ts'
import { jsonTypes } from './json-types.ts'

function holds(type: string, value: unknown): boolean {
  const schema = jsonTypes[type]
  if (schema === undefined) throw new Error(type)
  return compileJsonSchema(schema, 'draft-07')(value).valid
}

const line = { type: 'LineString', arcs: [0, -1] }
const topology = {
  type: 'Topology',
  arcs: [
    [
      [0, 0],
      [1, 1],
    ],
  ],
  objects: { line, all: { type: 'GeometryCollection', geometries: [line] }, none: { type: null } },
}

describe('jsonTypes', () => {
  it.each([
    ['object/default', {}, true],
    ['object/default', [], false],
    ['array/default', [], true],
    ['array/default', null, false],
    ['geopoint/array', [180, -90], true],
    ['geopoint/array', [180.1, 0], false],
    ['geopoint/array', [0, 91], false],
    ['geopoint/array', [0], false],
    ['geopoint/array', [0, 0, 0], false],
    ['geopoint/array', ['0', 0], false],
    ['geopoint/object', { lon: 1, lat: 2 }, true],
    ['geopoint/object', { lon: 1, lat: 91 }, false],
    ['geopoint/object', { lon: 1, lat: 2, alt: 3 }, false],
    ['geojson/topojson', topology, true],
    ['geojson/topojson', { type: 'Point', coordinates: [1, 2] }, true],
    ['geojson/topojson', { ...topology, transform: { scale: [1, 1], translate: [0, 0] }, bbox: [0, 0, 1, 1] }, true],
    ['geojson/topojson', { ...topology, transform: { scale: [1] } }, false],
    ['geojson/topojson', { ...topology, arcs: [[[0, 0]]] }, false],
    ['geojson/topojson', { ...topology, objects: { a: { type: 'LineString', arcs: [[0]] } } }, false],
    ['geojson/topojson', { type: 'Topology', objects: {} }, false],
    ['geojson/topojson', [], false],
  ])('of %s the value %j: %s', (type, value, expected) => {
    expect(holds(type, value)).toBe(expected)
  })
})
