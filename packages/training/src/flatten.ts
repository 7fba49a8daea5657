export type Leaf = string | number | bigint | boolean | null | Date

/** A value that is no tree of plain objects, lists and leaves, or that uses one path twice. */
export class FlattenError extends Error {
  override readonly name = 'FlattenError'
}

/**
 * The leaves of a nested value by their path, `a.b.0`. Empty lists and objects have none.
 *
 * @example flatten({ a: { b: [1, 2] } }) // Map { 'a.b.0' => 1, 'a.b.1' => 2 }
 */
export function flatten(value: unknown): Map<string, Leaf> {
  const leaves = new Map<string, Leaf>()
  visit(value, '', leaves)
  return leaves
}

function visit(value: unknown, path: string, leaves: Map<string, Leaf>): void {
  if (typeof value === 'object' && value !== null && !(value instanceof Date)) {
    for (const [key, child] of Object.entries(value)) visit(child, path === '' ? key : `${path}.${key}`, leaves)
    return
  }
  if (!isLeaf(value)) throw new FlattenError(`"${path}" is a ${typeof value}`)
  if (path === '') throw new FlattenError(`there is one ${value === null ? 'null' : typeof value}, not an object`)
  if (leaves.has(path)) throw new FlattenError(`"${path}" stands there twice`)
  leaves.set(path, value)
}

function isLeaf(value: unknown): value is Leaf {
  return value === null || value instanceof Date || ['string', 'number', 'bigint', 'boolean'].includes(typeof value)
}
