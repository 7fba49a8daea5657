import type { ReadScope } from './read-scope.ts'

export type StandardVersion = 'v1' | 'v2'

/** `profile` of v1. */
const profiles = ['default', 'data-package', 'tabular-data-package', 'data-resource', 'tabular-data-resource']
const schemaUri = /^https?:\/\/(?:datapackage\.org\/profiles\/([12])\.\d+|specs\.frictionlessdata\.io\/schemas)\/[a-z-]+\.json$/

interface Profiled {
  readonly $schema?: string | undefined
  readonly profile?: string | undefined
}

/**
 * The version of the standard that a descriptor names: by `$schema`, else v1 by `profile`; null where it names none. A profile of
 * others is refused: what it asks for beside the standard is not known here.
 */
export function standardVersion({ $schema, profile }: Profiled, { path, reader }: ReadScope): StandardVersion | null {
  if ($schema !== undefined) {
    const found = schemaUri.exec($schema)
    if (found) return found[1] === '2' ? 'v2' : 'v1'
    reader.refuse('UNSUPPORTED_VERSION', `the profile "${$schema}" is not read`, { path: [...path, '$schema'], hint: `read are ${known}` })
  }
  if (profile === undefined) return null
  if (!profiles.includes(profile) && !schemaUri.test(profile))
    reader.refuse('UNSUPPORTED_VERSION', `the profile "${profile}" is not read`, {
      path: [...path, 'profile'],
      hint: `read are ${profiles.join(', ')}`,
    })
  return $schema === undefined ? 'v1' : null
}

const known = 'https://datapackage.org/profiles/2.0/tableschema.json, and dataresource, datapackage and tabledialect beside it'
