import { isMap } from '../dialect.ts'

/**
 * A descriptor without the keys that the standard leaves to everyone: `namespace:property`. Any other unknown key is refused, as it
 * may be a misspelt one.
 * @example withoutCustomKeys({ name: 'a', 'dc:title': 'A' }) // { name: 'a' }
 */
export function withoutCustomKeys(value: unknown): unknown {
  return isMap(value) ? Object.fromEntries(Object.entries(value).filter(([key]) => !/^[^:\s]+:[^:\s]+$/.test(key))) : value
}
