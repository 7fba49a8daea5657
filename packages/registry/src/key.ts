import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import { RegistryError } from './errors.ts'

/** What signs: the private half never leaves it. */
export interface Signer {
  /** SHA-256, in hexadecimal, of the public key's SPKI PEM text: OpenSSF Model Signing's name for a key. A hint, never a proof. */
  readonly hint: string
  readonly publicKeyPem: string
  /** An ECDSA signature, DER encoded, with the digest that goes with the curve. */
  sign(message: Uint8Array): Uint8Array
}

// https://github.com/ossf/model-signing-spec: these three curves, each with its digest.
const digestOfCurve: Readonly<Record<string, string>> = { prime256v1: 'sha256', secp384r1: 'sha384', secp521r1: 'sha512' }

/**
 * A signer over a private ECDSA key (P-256, P-384 or P-521) in PEM.
 * @throws {RegistryError} `KEY_INVALID`; the message never quotes the key.
 */
export function keySigner(privateKeyPem: string): Signer {
  const key = readKey('the signing key', () => createPrivateKey(privateKeyPem))
  const digest = digestFor('the signing key', key)
  const publicKeyPem = pemOf(createPublicKey(key))
  return { hint: hintOf(publicKeyPem), publicKeyPem, sign: (message) => sign(digest, message, key) }
}

/** @throws {RegistryError} `KEY_INVALID` */
export function keyHint(publicKeyPem: string): string {
  return hintOf(pemOf(readPublicKey(publicKeyPem)))
}

/** @throws {RegistryError} `KEY_INVALID` when the key is none; a wrong signature is false. */
export function verifySignature(publicKeyPem: string, message: Uint8Array, signature: Uint8Array): boolean {
  const key = readPublicKey(publicKeyPem)
  return verify(digestFor('the public key', key), message, key, signature)
}

function readPublicKey(pem: string): KeyObject {
  // A private key would pass for its public half: refused, so that nobody commits one as seaworthy.pub.
  if (pem.includes('PRIVATE KEY'))
    throw new RegistryError('KEY_INVALID', 'the public key is a private key', {
      hint: 'commit only what `openssl ec -pubout` prints, and replace this key: it is not secret any more',
    })
  return readKey('the public key', () => createPublicKey(pem))
}

function readKey(what: string, read: () => KeyObject): KeyObject {
  try {
    return read()
  } catch {
    // No cause: a parser's message may quote what it read.
    throw new RegistryError('KEY_INVALID', `${what} is not a key in PEM`, { hint: 'make a pair with `seaworthy init --signing`' })
  }
}

function digestFor(what: string, key: KeyObject): string {
  const digest = digestOfCurve[key.asymmetricKeyDetails?.namedCurve ?? '']
  if (digest) return digest
  throw new RegistryError('KEY_INVALID', `${what} is not ECDSA on P-256, P-384 or P-521`, { hint: 'make a pair with `seaworthy init --signing`' })
}

function pemOf(key: KeyObject): string {
  return key.export({ type: 'spki', format: 'pem' }).toString()
}

function hintOf(spkiPem: string): string {
  return createHash('sha256').update(spkiPem).digest('hex')
}
