import { RegistryError } from './errors.ts'
import type { RegistryPorts } from './ports.ts'
import type { NewestVersion } from './registry.ts'
import { readClaim, readClaimedRecord } from './registry-commit.ts'
import type { Trust } from './trust.ts'
import { type VerifiedVersion, verifyVersion } from './verified-version.ts'
import { listVersions } from './version-list.ts'

/** The highest version that has a tag, its record proved against the tag. */
export async function newestVersion({ refs, objects, releases }: RegistryPorts, model: string): Promise<NewestVersion | null> {
  const entry = (await listVersions(refs, model)).at(-1)
  if (!entry) return null
  const claim = await readClaim(objects, entry)
  const record = await readClaimedRecord(objects, claim)
  return { ...claim, record, published: (await releases.findByTag(claim.tag, { drafts: false })).length > 0 }
}

/**
 * The highest version that was released, verified. A version that was claimed and not released is passed over.
 * @throws {RegistryError} `VERSION_UNKNOWN` when none was.
 */
export async function latestVersion(ports: RegistryPorts & { readonly trust: Trust }, model: string): Promise<VerifiedVersion> {
  for (const { name, version, tag } of (await listVersions(ports.refs, model)).toReversed())
    if ((await ports.releases.findByTag(tag, { drafts: false })).length > 0) return await verifyVersion(ports, ports.trust, { name, version })
  throw new RegistryError('VERSION_UNKNOWN', `no version of ${model} was released`, { hint: 'merge a change, or publish one' })
}
