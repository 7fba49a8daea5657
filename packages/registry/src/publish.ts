import type { CandidateRecord, PublishBody } from '@seaworthy/record'
import { claimVersion } from './claim.ts'
import type { Signer } from './key.ts'
import type { RegistryPorts, Release, Sha } from './ports.ts'
import { requireModel } from './record-model.ts'
import type { Claim } from './registry-commit.ts'
import { finishDraft, openRelease, requireComplete } from './release-draft.ts'
import { digestsByName, prepareFiles, type ReadyFile, type ReleaseFile } from './release-file.ts'
import { settleSignature } from './release-signature.ts'
import { requireTrustedSigner, type Trust } from './trust.ts'
import { normalVersion } from './version.ts'

export interface PublishRequest {
  readonly model: string
  /** From the plan: `1.1.0`. */
  readonly version: string
  readonly record: CandidateRecord
  /** The commit of main that it was made from. */
  readonly sourceCommit: Sha
  /** Its date in ISO 8601: it becomes the registry commit's, so that a second run makes the same commit. */
  readonly sourceDate: string
  /** The model's file or files, and `profile.json` where there is one. `record.json`, `checksums.txt` and `model.sig` are added. */
  readonly files: readonly ReleaseFile[]
  /** The model card: README.md of the registry commit. */
  readonly readme: string
  /** Markdown of the release page. */
  readonly notes: string
}

export interface Published extends PublishBody {
  /** Other drafts of this tag: somebody's, or an interrupted run's. They are left as they are, and named so that a person can look. */
  readonly otherDrafts: readonly string[]
}

export interface PublishPorts extends RegistryPorts {
  readonly trust: Trust
  readonly signer: Signer | null
}

/**
 * Makes a version, or goes on where an earlier run stopped: tag first (it claims the version), then a draft, its assets, their digests
 * verified, and published last. Stopped anywhere, the next run with the same request ends with the same single release.
 * @throws {RegistryError} `VERSION_EXISTS`, `TAG_MOVED`, `RECORD_MISMATCH`, `ASSET_INVALID`, `ASSET_MISMATCH`, `RELEASE_INCOMPLETE`,
 * `VERSION_UNSIGNED`, `SIGNER_UNTRUSTED`, `SIGNATURE_INVALID`
 */
export async function publish(ports: PublishPorts, request: PublishRequest): Promise<Published> {
  requireTrustedSigner(ports.trust, ports.signer)
  const version = normalVersion(request.version)
  const modelDigest = requireModel(request.record, request.model).digest
  const files = await prepareFiles(request.record, request.files)
  const { claim, created } = await claimVersion(ports, { ...request, version, modelDigest })
  const { release, otherDrafts } = await openRelease(ports.releases, { tag: claim.tag, notes: request.notes })
  const { signature, file } = await settleSignature(ports, { release, subject: claim.tag, files: digestsByName(files) })
  const wanted = file ? [...files, file] : files
  const released = release.draft ? await finishDraft(ports, { claim, release, wanted }) : release
  await requireComplete(ports.releases, released, wanted)
  const outcome = release.draft ? (created ? 'published' : 'finished') : 'exists'
  return { ...bodyOf(claim, released, wanted), signature, outcome, otherDrafts: otherDrafts.map(({ url }) => url) }
}

function bodyOf(claim: Claim, release: Release, files: readonly ReadyFile[]): Omit<PublishBody, 'signature' | 'outcome'> {
  const { version, tag, recordDigest: record, modelDigest, sourceCommit, commit } = claim
  const assets = files.map(({ name, digest, size }) => ({ name, digest, bytes: size }))
  return { version, tag, record, model: modelDigest, sourceCommit, registryCommit: commit, release: release.url, assets }
}
