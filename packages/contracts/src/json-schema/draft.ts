export const jsonSchemaDrafts = ['draft-07', '2020-12'] as const
export type JsonSchemaDraft = (typeof jsonSchemaDrafts)[number]

/**
 * The draft that a `$schema` names, null for one that is not read.
 * @example draftOf('http://json-schema.org/draft-07/schema#') // 'draft-07'
 */
export function draftOf(uri: string): JsonSchemaDraft | null {
  if (/^https?:\/\/json-schema\.org\/draft-07\/schema#?$/.test(uri)) return 'draft-07'
  return /^https?:\/\/json-schema\.org\/draft\/2020-12\/schema#?$/.test(uri) ? '2020-12' : null
}
