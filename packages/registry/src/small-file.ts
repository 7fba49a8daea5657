import { type Artifact, digestOf } from '@seaworthy/record'
import { downloadSmall } from './download.ts'
import { RegistryError } from './errors.ts'
import type { Releases } from './ports.ts'
import type { VerifiedVersion } from './verified-version.ts'

/**
 * A small file of a version (its reference profile), held to the digest in its verified record, without the model; null where the
 * record names none of this role.
 * @throws {RegistryError} `RELEASE_INCOMPLETE` where the release lacks it, `ASSET_MISMATCH` where its bytes are others.
 */
export async function smallFile(releases: Releases, { record, release, tag }: VerifiedVersion, role: string): Promise<Uint8Array | null> {
  const sections: readonly ({ readonly produced: readonly Artifact[] } | null | undefined)[] = Object.values(record.sections)
  const named = sections.flatMap((section) => section?.produced ?? []).find((artifact) => artifact.role === role)
  if (!named) return null
  const asset = release.assets.find(({ name }) => name === named.name)
  if (!asset) throw new RegistryError('RELEASE_INCOMPLETE', `the release ${tag} has no ${named.name}`)
  const bytes = await downloadSmall(releases, asset)
  const found = digestOf(bytes)
  if (found === named.digest) return bytes
  throw new RegistryError('ASSET_MISMATCH', `${named.name} of ${tag} is ${found}; its record says ${named.digest}`, { hint: 'do not use it' })
}
