import { downloadSmall } from './download.ts'
import { RegistryError } from './errors.ts'
import type { Signer } from './key.ts'
import { type SignedFiles, signatureFile, signModel, verifyModelSignature } from './model-signature.ts'
import type { Release, Releases } from './ports.ts'
import { type ReadyFile, readyText } from './release-file.ts'
import { acceptUnsigned, type SignatureState, type Trust } from './trust.ts'

export interface SettledSignature {
  readonly signature: SignatureState
  /** The `model.sig` that the release shall hold. */
  readonly file: ReadyFile | null
}

export interface SignatureInput {
  readonly release: Release
  readonly subject: string
  readonly files: SignedFiles
}

/**
 * The signature that a release shall hold: the one that it has, where that is right (ECDSA is randomised, so a new one has other bytes);
 * else, in a draft, a new one; none without a key.
 * @throws {RegistryError} `SIGNATURE_INVALID` when a published release carries a wrong one, `VERSION_UNSIGNED` when it carries none and must.
 */
export async function settleSignature(
  { releases, signer, trust }: { readonly releases: Releases; readonly signer: Signer | null; readonly trust: Trust },
  { release, subject, files }: SignatureInput,
): Promise<SettledSignature> {
  const publicKeyPem = trust.publicKeyPem ?? signer?.publicKeyPem ?? null
  const bundle = await readBundle(releases, release)
  const refusal = bundle !== null && publicKeyPem !== null ? refusalOf(() => verifyModelSignature({ bundle, publicKeyPem, subject, files })) : null
  if (refusal && !release.draft) throw refusal
  if (bundle !== null && publicKeyPem !== null && !refusal) return { signature: 'key', file: readyText(signatureFile, bundle) }
  if (release.draft && signer) return { signature: 'key', file: readyText(signatureFile, signModel({ subject, files, signer })) }
  const unchecked = bundle !== null && !release.draft ? readyText(signatureFile, bundle) : null
  return { signature: acceptUnsigned(trust, subject), file: unchecked }
}

async function readBundle(releases: Releases, release: Release): Promise<string | null> {
  const asset = release.assets.find(({ name, state }) => name === signatureFile && state === 'uploaded')
  return asset ? Buffer.from(await downloadSmall(releases, asset)).toString() : null
}

function refusalOf(verify: () => void): RegistryError | null {
  try {
    verify()
    return null
  } catch (error) {
    if (error instanceof RegistryError && error.code === 'SIGNATURE_INVALID') return error
    throw error
  }
}
