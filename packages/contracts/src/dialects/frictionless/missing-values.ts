import type { ContractReader } from '../../reading/contract-reader.ts'
import type { YamlPath } from '../../reading/yaml-source.ts'
import { missingValueSchema } from './shapes.ts'

/** Texts that stand for a missing value: a list of texts, or (v2) of values with labels. Null where the key is absent. */
export function readMissingValues(value: unknown, { path, reader }: { readonly path: YamlPath; readonly reader: ContractReader }): string[] | null {
  if (value === undefined) return null
  if (!Array.isArray(value)) {
    reader.refuse('INVALID_VALUE', '"missingValues" is a list of texts', { path })
    return null
  }
  const items: readonly unknown[] = value
  const texts: string[] = []
  const labels = new Set<string>()
  for (const [at, item] of items.entries()) {
    const place = [...path, at]
    if (typeof item === 'string') texts.push(item)
    else if (typeof item === 'object' && item !== null) {
      const read = reader.read(missingValueSchema, item, place)
      if (!read) continue
      texts.push(read.value)
      if (read.label !== undefined && labels.has(read.label))
        reader.refuse('DUPLICATE_NAME', `the label "${read.label}" comes twice`, { path: place })
      if (read.label !== undefined) labels.add(read.label)
    } else
      reader.refuse('INVALID_VALUE', `a missing value is a text, not ${JSON.stringify(item)}`, {
        path: place,
        hint: `write it as it stands in the file: ${JSON.stringify(String(item))}`,
      })
  }
  return [...new Set(texts)]
}
