import { z } from 'zod'
import type { ContractReader } from '../reading/contract-reader.ts'
import type { YamlPath } from '../reading/yaml-source.ts'

/** @example snakeCase('maxAge') // 'max_age' */
export function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

export interface SpelledFields {
  /** By their names in camelCase. */
  readonly fields: Readonly<Record<string, unknown>>
  /** How a field is written there. */
  spelling(field: string): string
}

/** Reads the fields of a map, each written in camelCase or snake_case, with problems at the places of what is written. */
export function spelledFields(
  shape: z.ZodRawShape,
  value: Readonly<Record<string, unknown>>,
  { path, reader }: { readonly path: YamlPath; readonly reader: ContractReader },
): SpelledFields | null {
  const spelling = (field: string) => (Object.hasOwn(value, snakeCase(field)) ? snakeCase(field) : field)
  const schema = z.strictObject(Object.fromEntries(Object.entries(shape).map(([field, type]) => [spelling(field), type])))
  const read = reader.read(schema, value, path)
  if (!read) return null
  const fields = Object.keys(shape).flatMap((field) => {
    const written: unknown = read[spelling(field)]
    return written === undefined ? [] : [[field, written] as const]
  })
  return { fields: Object.fromEntries(fields), spelling }
}
