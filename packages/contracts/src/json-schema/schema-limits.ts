import type { JsonSchemaProblem } from './schema-problem.ts'

const maxDepth = 64
const maxParts = 500_000

/**
 * What makes a value unfit to be read as a schema at all: too deep (an alias that holds itself has no end), too large, a number that is
 * none in JSON, a key that JavaScript gives a meaning of its own. The first such thing, or null.
 */
export function beyondLimits(schema: unknown): JsonSchemaProblem | null {
  const left: { readonly value: unknown; readonly path: readonly (string | number)[] }[] = [{ value: schema, path: [] }]
  let parts = 0
  for (let next = left.pop(); next; next = left.pop()) {
    const { value, path } = next
    parts += 1
    if (parts > maxParts) return limit(`the schema has more than ${maxParts} parts`, [])
    if (path.length > maxDepth) return limit(`the schema is nested deeper than ${maxDepth} levels`, path)
    if (typeof value === 'number' && !Number.isFinite(value)) return limit(`${value} is no JSON number`, path)
    if (typeof value !== 'object' || value === null) continue
    const entries = Array.isArray(value) ? value.map((part, at) => [at, part] as const) : Object.entries(value)
    for (const [key, part] of entries) {
      if (key === '__proto__') return { ...limit('a key cannot be called "__proto__"', path), key }
      left.push({ value: part, path: [...path, key] })
    }
  }
  return null
}

function limit(message: string, path: JsonSchemaProblem['path']): JsonSchemaProblem {
  return { code: 'INVALID_VALUE', message, path, key: null, hint: null }
}
