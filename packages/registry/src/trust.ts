import { RegistryError } from './errors.ts'
import { keyHint, type Signer } from './key.ts'

/** Whom the registry believes. */
export interface Trust {
  /** `required`: nothing unsigned, ever. `auto`: unsigned only as long as no key is pinned, and then it is said. */
  readonly mode: 'auto' | 'required'
  /** The key pinned in the repository (`seaworthy.pub`); null where there is none. */
  readonly publicKeyPem: string | null
}

/** `unsigned` means that anyone with write access could have made it; so it is where no key is pinned to check a signature with. */
export type SignatureState = 'key' | 'unsigned'

/**
 * What an unsigned thing is worth.
 * @throws {RegistryError} `VERSION_UNSIGNED` where a key is pinned or signatures are required.
 */
export function acceptUnsigned(trust: Trust, what: string): 'unsigned' {
  if (trust.publicKeyPem !== null)
    throw new RegistryError('VERSION_UNSIGNED', `${what} is not signed, and a key is pinned`, {
      hint: 'anyone with write access could have made it; to adopt a key, ship a first signed version (with the secret alone), then commit seaworthy.pub',
    })
  if (trust.mode === 'required')
    throw new RegistryError('VERSION_UNSIGNED', `${what} cannot be verified: signatures are required, and no key is pinned`, {
      hint: 'commit the public key as seaworthy.pub',
    })
  return 'unsigned'
}

/**
 * Refuses, before anything is made, to make what the registry itself would refuse to read.
 * @throws {RegistryError} `VERSION_UNSIGNED` without a signer where one is needed, `SIGNER_UNTRUSTED` when its key is not the pinned one.
 */
export function requireTrustedSigner(trust: Trust, signer: Signer | null): void {
  if (!signer) {
    if (trust.publicKeyPem === null && trust.mode === 'auto') return
    throw new RegistryError('VERSION_UNSIGNED', 'there is no signing key, and unsigned versions are refused here', {
      hint: 'give the secret SEAWORTHY_SIGNING_KEY to this job',
    })
  }
  if (trust.publicKeyPem === null) {
    if (trust.mode === 'auto') return
    throw new RegistryError('SIGNER_UNTRUSTED', 'signatures are required, and no key is pinned to verify them with', {
      hint: 'commit the public key as seaworthy.pub',
    })
  }
  if (keyHint(trust.publicKeyPem) !== signer.hint)
    throw new RegistryError('SIGNER_UNTRUSTED', 'the signing key is not the pair of the pinned public key', {
      hint: 'the secret SEAWORTHY_SIGNING_KEY and the file seaworthy.pub must come from one pair',
    })
}
