import { z } from 'zod'
import { type ContractReader, suggestion } from '../../reading/contract-reader.ts'
import type { YamlPath } from '../../reading/yaml-source.ts'

const customProperty = z.strictObject({
  id: z.unknown().optional(),
  property: z.string().min(1),
  value: z.unknown().optional(),
  description: z.unknown().optional(),
})

/** Custom properties that are ours begin so; all others are documentation of somebody else. */
const ours = /^seaworthy/i

export interface CustomProperty {
  readonly value: unknown
  readonly path: YamlPath
}

/**
 * Those of the custom properties that are ours, by name. One that begins with our name and is none of `known` is refused, and so is
 * one that comes twice.
 */
export function ownProperties(
  value: readonly unknown[] | null | undefined,
  { path, reader, known }: { readonly path: YamlPath; readonly reader: ContractReader; readonly known: readonly string[] },
): ReadonlyMap<string, CustomProperty> {
  const found = new Map<string, CustomProperty>()
  for (const [at, one] of (value ?? []).entries()) {
    const place = [...path, 'customProperties', at]
    const read = reader.read(customProperty, one, place)
    if (!read || !ours.test(read.property)) continue
    if (!known.includes(read.property)) {
      const hint = known.length === 0 ? 'no property of ours goes here' : suggestion(read.property, known)
      reader.refuse('UNKNOWN_KEY', `unknown custom property "${read.property}"`, { path: [...place, 'property'], hint })
    } else if (found.has(read.property))
      reader.refuse('DUPLICATE_NAME', `the custom property "${read.property}" is given twice`, { path: [...place, 'property'] })
    else found.set(read.property, { value: read.value, path: [...place, 'value'] })
  }
  return found
}
