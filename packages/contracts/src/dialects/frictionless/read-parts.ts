import { z } from 'zod'
import { isMap } from '../dialect.ts'
import { withoutCustomKeys } from './custom-keys.ts'
import type { ReadScope } from './read-scope.ts'

/**
 * A descriptor that fits a schema, but for keys of others. Where some of it does not fit, that is told and the rest is read, so that
 * its problems are told too; null where what it cannot be without is missing.
 */
export function readParts<T extends z.ZodObject>(schema: T, value: unknown, { path, reader }: ReadScope): z.infer<T> | null {
  const own = withoutCustomKeys(value)
  const whole = reader.read(schema, own, path)
  if (whole !== null || !isMap(own)) return whole
  const shape: Readonly<Record<string, z.core.$ZodType>> = schema.shape
  const fitting = Object.entries(own).filter(([key, part]) => {
    const type = Object.hasOwn(shape, key) ? shape[key] : undefined
    return type !== undefined && z.safeParse(type, part).success
  })
  return z.safeParse(schema, Object.fromEntries(fitting)).data ?? null
}
