import { createHash } from 'node:crypto'
import { type Digest, parseCapped } from '@seaworthy/record'
import { type Envelope, openEnvelope, sealEnvelope, statementType } from './envelope.ts'
import { RegistryError } from './errors.ts'
import { asList, asObject, asText, mustBe } from './json-shape.ts'
import type { Signer } from './key.ts'

/** Name to digest of every file that a signature covers. */
export type SignedFiles = ReadonlyMap<string, Digest>

export const signatureFile = 'model.sig'
const predicateType = 'https://model_signing/signature/v1.0'
const mediaType = 'application/vnd.dev.sigstore.bundle.v0.3+json'
// The public tool honours whatever list the payload carries, so a signature that ignores "." would cover nothing: no other entry is accepted.
const ignoredPaths = ['.git', '.gitattributes', '.github', '.gitignore', signatureFile]

interface Bundle {
  readonly mediaType: typeof mediaType
  readonly verificationMaterial: { readonly publicKey: { readonly hint: string }; readonly tlogEntries: readonly [] }
  readonly dsseEnvelope: Envelope
}

/**
 * Signs a folder of files, given by digest, in the layout of OpenSSF Model Signing v1.0 (https://github.com/ossf/model-signing-spec):
 * the bytes of `model.sig`. `model_signing verify key FOLDER --signature FOLDER/model.sig --public_key KEY` accepts the folder that
 * holds exactly these files. Two calls differ, as ECDSA is randomised.
 * @param options.subject what the files are: `flight-delay@v1.0.0`.
 */
export function signModel(options: { readonly subject: string; readonly files: SignedFiles; readonly signer: Signer }): string {
  const { subject, files, signer } = options
  // The order of asset names, which are ASCII without "/", is that of the public tool.
  const resources = [...files]
    .map(([name, digest]) => ({ name, algorithm: 'sha256', digest: digest.slice('sha256:'.length) }))
    .sort((left, right) => (left.name < right.name ? -1 : 1))
  const statement = {
    _type: statementType,
    subject: [{ name: subject, digest: { sha256: rootDigest(resources.map(({ digest }) => digest)) } }],
    predicateType,
    predicate: {
      serialization: { method: 'files', hash_type: 'sha256', allow_symlinks: false, ignore_paths: ignoredPaths },
      resources,
    },
  }
  const bundle: Bundle = {
    mediaType,
    verificationMaterial: { publicKey: { hint: signer.hint }, tlogEntries: [] },
    dsseEnvelope: sealEnvelope(statement, signer),
  }
  return JSON.stringify(bundle)
}

/**
 * What a `model.sig` covers, after its signature by the pinned key, its kind, its subject and its root digest held. The caller
 * compares the files; {@link verifyModelSignature} does both.
 * @throws {RegistryError} `SIGNATURE_INVALID`, `KEY_INVALID`
 */
export function openModelSignature(options: {
  readonly bundle: Uint8Array | string
  readonly publicKeyPem: string
  readonly subject: string
}): SignedFiles {
  const place = `${signatureFile} of ${options.subject}`
  const bundle = asObject(parseBundle(options.bundle, place), place)
  mustBe(bundle.mediaType, mediaType, `${place}, mediaType`)
  const statement = asObject(openEnvelope(bundle.dsseEnvelope, options.publicKeyPem, place), place)
  mustBe(statement._type, statementType, `${place}, _type`)
  mustBe(statement.predicateType, predicateType, `${place}, predicateType`)
  const [first, ...others] = asList(statement.subject, `${place}, subject`)
  mustBe(others.length, 0, `${place}, number of further subjects`)
  const subject = asObject(first, `${place}, subject`)
  mustBe(subject.name, options.subject, `${place}, subject`)
  const predicate = asObject(statement.predicate, `${place}, predicate`)
  requireSerialization(asObject(predicate.serialization, `${place}, serialization`), place)
  const files = readResources(asList(predicate.resources, `${place}, resources`), place)
  mustBe(
    asObject(subject.digest, `${place}, digest`).sha256,
    rootDigest([...files.values()].map((digest) => digest.slice(7))),
    `${place}, root digest`,
  )
  return files
}

/**
 * Verifies a `model.sig` over a folder: the files must be exactly those that were signed, by name and by digest.
 * @throws {RegistryError} `SIGNATURE_INVALID`, `KEY_INVALID`
 */
export function verifyModelSignature(options: {
  readonly bundle: Uint8Array | string
  readonly publicKeyPem: string
  readonly subject: string
  readonly files: SignedFiles
}): void {
  const signed = openModelSignature(options)
  const place = `${signatureFile} of ${options.subject}`
  for (const [name, digest] of options.files) {
    const promised = signed.get(name)
    if (promised === undefined) throw new RegistryError('SIGNATURE_INVALID', `${place} does not cover ${name}`)
    if (promised !== digest) throw new RegistryError('SIGNATURE_INVALID', `${place} covers ${name} as ${promised}, the file is ${digest}`)
  }
  for (const name of signed.keys())
    if (!options.files.has(name)) throw new RegistryError('SIGNATURE_INVALID', `${place} covers ${name}, which is missing`)
}

function parseBundle(bytes: Uint8Array | string, place: string): unknown {
  try {
    return parseCapped(bytes, place)
  } catch (cause) {
    throw new RegistryError('SIGNATURE_INVALID', `${place} is not a bundle`, { cause })
  }
}

function requireSerialization(serialization: Readonly<Record<string, unknown>>, place: string): void {
  mustBe(serialization.method, 'files', `${place}, method`)
  mustBe(serialization.hash_type, 'sha256', `${place}, hash_type`)
  mustBe(serialization.allow_symlinks, false, `${place}, allow_symlinks`)
  for (const path of asList(serialization.ignore_paths, `${place}, ignore_paths`))
    if (!ignoredPaths.includes(asText(path, `${place}, ignore_paths`)))
      throw new RegistryError('SIGNATURE_INVALID', `${place} ignores ${JSON.stringify(path)}, so it does not cover the whole version`)
}

function readResources(resources: readonly unknown[], place: string): SignedFiles {
  const files = new Map<string, Digest>()
  for (const entry of resources) {
    const { name, algorithm, digest } = asObject(entry, `${place}, resource`)
    mustBe(algorithm, 'sha256', `${place}, algorithm`)
    const hex = asText(digest, `${place}, digest`)
    if (!/^[0-9a-f]{64}$/.test(hex)) throw new RegistryError('SIGNATURE_INVALID', `${place}: ${JSON.stringify(hex)} is not a SHA-256 digest`)
    const path = asText(name, `${place}, name`)
    if (files.has(path)) throw new RegistryError('SIGNATURE_INVALID', `${place} covers ${JSON.stringify(path)} twice`)
    files.set(path, `sha256:${hex}`)
  }
  return files
}

// Over the raw digests, 32 bytes each, in the order in which they are listed.
function rootDigest(hexDigests: readonly string[]): string {
  const hash = createHash('sha256')
  for (const hex of hexDigests) hash.update(Buffer.from(hex, 'hex'))
  return hash.digest('hex')
}
