import { recordDigest } from '@seaworthy/record'
import { RegistryError } from './errors.ts'
import type { GitObjects, RegistryPorts } from './ports.ts'
import { type Claim, type RegistryCommitInput, readClaim, readClaimedRecord, writeRegistryCommit } from './registry-commit.ts'
import { versionTag } from './version.ts'
import type { VersionEntry } from './version-list.ts'

export interface ClaimInput extends Omit<RegistryCommitInput, 'tag'> {
  readonly version: string
}

/**
 * Makes a version's tag, or finds that it is ours already. The ref comes first and is made atomically: it claims the version.
 * @throws {RegistryError} `VERSION_EXISTS` when it is another record's, `TAG_MOVED` when it is none of ours.
 */
export async function claimVersion(ports: RegistryPorts, input: ClaimInput): Promise<{ readonly claim: Claim; readonly created: boolean }> {
  const at = { name: input.record.model, version: input.version }
  const before = await findClaim(ports, at)
  if (before) return { claim: await requireSame(ports, before, input), created: false }
  const tag = versionTag(at.name, at.version)
  const commit = await writeRegistryCommit(ports.objects, { ...input, tag })
  if ((await ports.refs.create(`refs/tags/${tag}`, commit)) === 'created')
    return { claim: await readClaim(ports.objects, { ...at, commit }), created: true }
  const winner = await findClaim(ports, at)
  if (!winner) throw new RegistryError('TAG_MOVED', `the tag ${tag} was there and is gone`, { hint: 'run it again' })
  return { claim: await requireSame(ports, winner, input), created: false }
}

/** What a version's tag claims; null without a tag. @throws {RegistryError} `TAG_MOVED` */
export async function findClaim(
  { refs, objects }: RegistryPorts,
  { name, version }: { readonly name: string; readonly version: string },
): Promise<Claim | null> {
  const entry = await refs.get(`refs/tags/${versionTag(name, version)}`)
  return entry && (await readClaim(objects, { name, version, commit: entry.object.sha }))
}

/**
 * The claims of versions, in their order: one call each.
 * @throws {RegistryError} `TAG_MOVED` at the first that is not ours: a version could be made twice if it were passed over.
 */
export async function readClaims(objects: GitObjects, entries: readonly VersionEntry[]): Promise<readonly Claim[]> {
  const claims: Claim[] = []
  for (const { name, version, commit } of entries) claims.push(await readClaim(objects, { name, version, commit }))
  return claims
}

async function requireSame({ objects }: RegistryPorts, claim: Claim, input: ClaimInput): Promise<Claim> {
  const record = recordDigest(input.record)
  if (claim.recordDigest !== record)
    throw new RegistryError('VERSION_EXISTS', `${claim.tag} exists with the record ${claim.recordDigest}; this one is ${record}`, {
      hint: `it was made from commit ${claim.sourceCommit}; plan again for the next version`,
    })
  await readClaimedRecord(objects, claim)
  return claim
}
