import { type Artifact, type CandidateRecord, type Digest, isDigest } from '@seaworthy/record'
import { findClaim } from './claim.ts'
import { downloadSmall } from './download.ts'
import { RegistryError } from './errors.ts'
import { openModelSignature, type SignedFiles, signatureFile } from './model-signature.ts'
import { isAssetName } from './names.ts'
import type { Asset, RegistryPorts, Release } from './ports.ts'
import { requireModel } from './record-model.ts'
import { type Claim, readClaimedRecord, recordFile } from './registry-commit.ts'
import { acceptUnsigned, type SignatureState, type Trust } from './trust.ts'
import { normalVersion } from './version.ts'

/** A released version that may be believed: its tag, record, release and signature fit each other. Its bytes are checked when they are fetched. */
export interface VerifiedVersion extends Claim {
  readonly record: CandidateRecord
  /** Its file in the release has this name and this digest. */
  readonly model: Artifact
  readonly signature: SignatureState
  readonly publishedAt: string
  readonly release: Release
}

/**
 * A version, verified as far as it can be without downloading the model.
 * @throws {RegistryError} `VERSION_UNKNOWN`, `TAG_MOVED`, `RECORD_MISMATCH`, `RELEASE_INCOMPLETE`,
 * `ASSET_MISMATCH`, `VERSION_UNSIGNED`, `SIGNATURE_INVALID`
 */
export async function verifyVersion(
  ports: RegistryPorts,
  trust: Trust,
  at: { readonly name: string; readonly version: string },
): Promise<VerifiedVersion> {
  const claim = await findClaim(ports, { name: at.name, version: normalVersion(at.version) })
  if (!claim)
    throw new RegistryError('VERSION_UNKNOWN', `there is no version ${at.version} of ${at.name}`, { hint: 'list the tags that start with its name' })
  const record = await readClaimedRecord(ports.objects, claim)
  const [release] = await ports.releases.findByTag(claim.tag, { drafts: false })
  if (!release?.publishedAt)
    throw new RegistryError('RELEASE_INCOMPLETE', `${claim.tag} is claimed and not released`, { hint: 'run the ship workflow again: it finishes it' })
  requireAssets(release, claim)
  const signature = await readSignature(ports, trust, { claim, release })
  return { ...claim, record, model: requireModel(record, claim.name), signature, publishedAt: release.publishedAt, release }
}

/** What the API alone can tell: names that are safe as files, whole uploads, and the digests that the tag's record promises. */
function requireAssets(release: Release, claim: Claim): void {
  for (const { name, state } of release.assets) {
    if (!isAssetName(name)) throw new RegistryError('ASSET_INVALID', `${JSON.stringify(name)} in ${claim.tag} cannot be the name of a file`)
    if (state !== 'uploaded') throw new RegistryError('RELEASE_INCOMPLETE', `the upload of ${name} to ${claim.tag} was cut off`)
  }
  const record = release.assets.find(({ name }) => name === recordFile)
  if (!record) throw new RegistryError('RELEASE_INCOMPLETE', `the release ${claim.tag} has no ${recordFile}`)
  if (isDigest(record.digest) && record.digest !== claim.recordDigest)
    throw new RegistryError(
      'TAG_MOVED',
      `the release ${claim.tag} was made for the record ${record.digest}, its tag now names ${claim.recordDigest}`,
      {
        hint: 'somebody moved the tag after the release: point it back',
      },
    )
  const digests = release.assets.map(({ digest }) => digest)
  if (!digests.includes(null) && !digests.includes(claim.modelDigest))
    throw new RegistryError('ASSET_MISMATCH', `no file of ${claim.tag} is the model ${claim.modelDigest} of its record`)
}

async function readSignature(
  { releases }: RegistryPorts,
  trust: Trust,
  { claim, release }: { readonly claim: Claim; readonly release: Release },
): Promise<SignatureState> {
  const asset = release.assets.find(({ name }) => name === signatureFile)
  const publicKeyPem = trust.publicKeyPem
  if (!asset || publicKeyPem === null) return acceptUnsigned(trust, claim.tag)
  const signed = openModelSignature({ bundle: await downloadSmall(releases, asset), publicKeyPem, subject: claim.tag })
  const others = release.assets.filter(({ name }) => name !== signatureFile)
  requireCovered(others, signed, claim)
  return 'key'
}

function requireCovered(assets: readonly Asset[], signed: SignedFiles, claim: Claim): void {
  for (const { name, digest } of assets) {
    const promised = signed.get(name)
    if (promised === undefined) throw new RegistryError('SIGNATURE_INVALID', `the signature of ${claim.tag} does not cover ${name}`)
    if (digest !== null && digest !== promised)
      throw new RegistryError('SIGNATURE_INVALID', `the signature of ${claim.tag} covers ${name} as ${promised}, the asset is ${digest}`)
  }
  const names = new Set(assets.map(({ name }) => name))
  for (const name of signed.keys())
    if (!names.has(name)) throw new RegistryError('SIGNATURE_INVALID', `the signature of ${claim.tag} covers ${name}, which the release lacks`)
  requireDigest(signed.get(recordFile), claim.recordDigest, `${recordFile} of ${claim.tag}`)
  if (![...signed.values()].includes(claim.modelDigest))
    throw new RegistryError('SIGNATURE_INVALID', `the signature of ${claim.tag} does not cover the model ${claim.modelDigest}`)
}

function requireDigest(signed: Digest | undefined, expected: Digest, what: string): void {
  if (signed !== expected)
    throw new RegistryError('SIGNATURE_INVALID', `the signature covers ${what} as ${signed ?? 'nothing'}, the tag names ${expected}`)
}
