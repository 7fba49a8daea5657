import { type AssetPlan, type FoundAsset, planAssets } from './asset-plan.ts'
import { findClaim } from './claim.ts'
import { assetDigest } from './download.ts'
import { RegistryError } from './errors.ts'
import type { RegistryPorts, Release, Releases } from './ports.ts'
import type { Claim } from './registry-commit.ts'
import type { ReadyFile } from './release-file.ts'

export interface OpenRelease {
  readonly release: Release
  readonly otherDrafts: readonly Release[]
}

/**
 * The release of a tag to go on with: the published one, else the draft with most whole assets (then the oldest), else null.
 * The other drafts are never deleted: GitHub lets several share a tag, and one of them may be a person's.
 */
export function chooseRelease(found: readonly Release[]): OpenRelease | null {
  const whole = ({ assets }: Release) => assets.filter(({ state }) => state === 'uploaded').length
  const ranked = [...found].sort((left, right) => Number(left.draft) - Number(right.draft) || whole(right) - whole(left) || left.id - right.id)
  const [release, ...others] = ranked
  return release ? { release, otherDrafts: others.filter(({ draft }) => draft) } : null
}

/** Finds the release of a tag, or opens a draft; a draft gets the present notes. */
export async function openRelease(releases: Releases, { tag, notes }: { readonly tag: string; readonly notes: string }): Promise<OpenRelease> {
  const found = chooseRelease(await releases.findByTag(tag, { drafts: true }))
  if (!found) return { release: await releases.createDraft({ tag, name: tag, body: notes }), otherDrafts: [] }
  if (!found.release.draft || sameText(found.release.body, notes)) return found
  return { ...found, release: await releases.update(found.release, { body: notes }) }
}

/**
 * Brings a draft's assets to what is wanted, reads them back, and publishes last of all.
 * @throws {RegistryError} `RELEASE_INCOMPLETE`, `ASSET_MISMATCH` when what was uploaded is not what arrived, `TAG_MOVED`
 */
export async function finishDraft(
  ports: RegistryPorts,
  { claim, release, wanted }: { readonly claim: Claim; readonly release: Release; readonly wanted: readonly ReadyFile[] },
): Promise<Release> {
  const { releases } = ports
  const { remove, upload } = await compareAssets(releases, release, wanted)
  for (const { asset } of remove) await releases.deleteAsset(asset)
  for (const { name, bytes, contentType } of upload) await releases.upload(release, { name, bytes, contentType })
  const now = await releases.findByTag(claim.tag, { drafts: true })
  const filled = now.find(({ id }) => id === release.id)
  if (!filled) throw new RegistryError('RELEASE_INCOMPLETE', `the draft of ${claim.tag} is gone`, { hint: 'run it again' })
  await requireComplete(releases, filled, wanted)
  await requireUnmoved(ports, claim)
  return filled.draft ? await releases.publish(filled) : filled
}

/**
 * Holds a release against the files that it shall have.
 * @throws {RegistryError} `RELEASE_INCOMPLETE` when one is missing, `ASSET_MISMATCH` when one differs or does not belong.
 */
export async function requireComplete(releases: Releases, release: Release, wanted: readonly ReadyFile[]): Promise<void> {
  const { remove, upload } = await compareAssets(releases, release, wanted)
  const [wrong, missing] = [remove[0], upload[0]]
  const hint = release.draft ? 'run it again' : 'a published release does not change: release the next version'
  if (wrong && wrong.digest !== null)
    throw new RegistryError('ASSET_MISMATCH', `${wrong.asset.name} of ${release.tag} is ${wrong.digest}, which is not what this version holds`, {
      hint,
    })
  if (wrong) throw new RegistryError('RELEASE_INCOMPLETE', `the upload of ${wrong.asset.name} to ${release.tag} was cut off`, { hint })
  if (missing) throw new RegistryError('RELEASE_INCOMPLETE', `${release.tag} lacks ${missing.name}`, { hint })
}

async function compareAssets(releases: Releases, release: Release, wanted: readonly ReadyFile[]): Promise<AssetPlan<ReadyFile>> {
  const found: FoundAsset[] = []
  for (const asset of release.assets) found.push({ asset, digest: await assetDigest(releases, asset) })
  return planAssets(found, wanted)
}

async function requireUnmoved(ports: RegistryPorts, claim: Claim): Promise<void> {
  const now = await findClaim(ports, claim)
  if (now?.commit === claim.commit) return
  throw new RegistryError('TAG_MOVED', `the tag ${claim.tag} moved from ${claim.commit} to ${now?.commit ?? 'nothing'} while it was published`)
}

// GitHub stores bodies with its own line ends.
function sameText(left: string, right: string): boolean {
  const plain = (text: string) => text.replaceAll('\r\n', '\n').trim()
  return plain(left) === plain(right)
}
