const number = '[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)'
const pair = new RegExp(`^(${number})\\s*,\\s*(${number})$`, 'u')

/** "longitude, latitude" in degrees. @example isGeoPoint('90.50, 45.5') // true */
export function isGeoPoint(text: string): boolean {
  const [, longitude, latitude] = pair.exec(text) ?? []
  return latitude !== undefined && Math.abs(Number(longitude)) <= 180 && Math.abs(Number(latitude)) <= 90
}

/** A GeoJSON object of RFC 7946: a geometry with positions of numbers as deep as its type has them, a feature, or a collection. */
export function isGeoJson(text: string): boolean {
  try {
    return isObject(JSON.parse(text))
  } catch {
    return false
  }
}

/** How deep the positions of a geometry lie. */
const depths: ReadonlyMap<unknown, number> = new Map([
  ['Point', 0],
  ['MultiPoint', 1],
  ['LineString', 1],
  ['MultiLineString', 2],
  ['Polygon', 2],
  ['MultiPolygon', 3],
])

function isObject(value: unknown): boolean {
  const { type, features, geometry, properties } = members(value)
  if (type === 'FeatureCollection') return Array.isArray(features) && features.every((one) => members(one).type === 'Feature' && isObject(one))
  if (type !== 'Feature') return isGeometry(value)
  return (geometry === null || isGeometry(geometry)) && typeof properties === 'object' && !Array.isArray(properties)
}

function isGeometry(value: unknown): boolean {
  const { type, geometries, coordinates } = members(value)
  if (type === 'GeometryCollection') return Array.isArray(geometries) && geometries.every(isGeometry)
  const depth = depths.get(type)
  return depth !== undefined && positions(coordinates, depth)
}

function positions(value: unknown, depth: number): boolean {
  if (!Array.isArray(value)) return false
  if (depth > 0) return value.every((one) => positions(one, depth - 1))
  return value.length >= 2 && value.every((one) => typeof one === 'number')
}

function members(value: unknown): { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
}
