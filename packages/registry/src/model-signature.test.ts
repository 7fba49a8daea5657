import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Digest, digestOf } from '@seaworthy/record'
import { describe, expect, it } from 'vitest'
import { sealEnvelope } from './envelope.ts'
import { keyPair } from './fixtures/shipyard.ts'
import { keySigner } from './key.ts'
import { signModel, verifyModelSignature } from './model-signature.ts'

const { privateKeyPem, publicKeyPem } = keyPair()
const signer = keySigner(privateKeyPem)
const subject = 'sailing@v1.0.0'
const files = new Map<string, Digest>([
  ['record.json', digestOf('r')],
  ['model.onnx', digestOf('m')],
])

interface Payload {
  _type: string
  subject: { name: string; digest: { sha256: string } }[]
  predicateType: string
  predicate: { serialization: { method: string; allow_symlinks: boolean; ignore_paths: string[] }; resources: { name: string; digest: string }[] }
}

/** A bundle signed by the right key over an edited statement: what a careless or hostile holder of the key could make. */
function resigned(edit: (payload: Payload) => void): string {
  const bundle = JSON.parse(signModel({ subject, files, signer }))
  const payload = JSON.parse(Buffer.from(bundle.dsseEnvelope.payload, 'base64').toString())
  edit(payload)
  return JSON.stringify({ ...bundle, dsseEnvelope: sealEnvelope(payload, signer) })
}

/** A bundle edited after it was signed. */
function edited(
  edit: (bundle: { mediaType: string; dsseEnvelope: { payload: string; payloadType: string; signatures: { sig: string }[] } }) => void,
): string {
  const bundle = JSON.parse(signModel({ subject, files, signer }))
  edit(bundle)
  return JSON.stringify(bundle)
}

const refused = expect.objectContaining({ name: 'RegistryError', code: 'SIGNATURE_INVALID' })
const verify = (bundle: string, others = {}) => verifyModelSignature({ bundle, publicKeyPem, subject, files, ...others })

describe('a model signature', () => {
  it.each(['P-256', 'P-384', 'P-521'])('is verified by the public half of a %s key', (curve) => {
    const pair = keyPair(curve)
    const bundle = signModel({ subject, files, signer: keySigner(pair.privateKeyPem) })
    expect(() => verifyModelSignature({ bundle, publicKeyPem: pair.publicKeyPem, subject, files })).not.toThrow()
  })

  it('is refused for another version, another key, and other files', () => {
    const bundle = signModel({ subject, files, signer })
    expect(() => verify(bundle, { subject: 'sailing@v1.1.0' })).toThrow(refused)
    expect(() => verify(bundle, { publicKeyPem: keyPair().publicKeyPem })).toThrow(refused)
    expect(() => verify(bundle, { publicKeyPem: keyPair('P-384').publicKeyPem })).toThrow(refused)
    expect(() => verify(bundle, { files: new Map([...files, ['model.onnx', digestOf('x')]]) })).toThrow(refused)
    expect(() => verify(bundle, { files: new Map([...files, ['extra.bin', digestOf('x')]]) })).toThrow(refused)
    expect(() => verify(bundle, { files: new Map([...files].slice(1)) })).toThrow(refused)
  })

  it('is refused when it ignores a path that would leave files uncovered', () => {
    const all = resigned(({ predicate }) => {
      predicate.serialization.ignore_paths = ['.']
      predicate.resources = []
    })
    expect(() => verify(all)).toThrow(/ignores "\."/)
    expect(() => verify(all, { files: new Map() })).toThrow(refused)
  })

  it.each<[string, (payload: Payload) => void]>([
    ['is another kind of statement', (payload) => void Object.assign(payload, { predicateType: 'https://slsa.dev/provenance/v1' })],
    ['has another statement type', (payload) => void Object.assign(payload, { _type: 'https://in-toto.io/Statement/v0.1' })],
    ['has two subjects', ({ subject: subjects }) => void subjects.push({ name: 'x', digest: { sha256: '' } })],
    ['has another root digest', ({ subject: [first] }) => void Object.assign(first?.digest ?? {}, { sha256: '0'.repeat(64) })],
    ['serialises shards', ({ predicate }) => void Object.assign(predicate.serialization, { method: 'shards' })],
    ['follows symlinks', ({ predicate }) => void Object.assign(predicate.serialization, { allow_symlinks: true })],
    ['names a file twice', ({ predicate: { resources } }) => void resources.push(...resources.slice(0, 1))],
    ['has a digest that is none', ({ predicate: { resources } }) => void Object.assign(resources[0] ?? {}, { digest: '00' })],
  ])('is refused, though signed by the right key, when it %s', (_, edit) => {
    expect(() => verify(resigned(edit))).toThrow(refused)
  })

  it.each<[string, Parameters<typeof edited>[0]]>([
    ['the payload', ({ dsseEnvelope }) => void Object.assign(dsseEnvelope, { payload: Buffer.from('{}').toString('base64') })],
    [
      'a base64 character that decoders skip',
      ({ dsseEnvelope }) => void Object.assign(dsseEnvelope, { payload: `${dsseEnvelope.payload.slice(0, 8)}\n${dsseEnvelope.payload.slice(8)}` }),
    ],
    ['the padding', ({ dsseEnvelope: { signatures } }) => void Object.assign(signatures[0] ?? {}, { sig: `${signatures[0]?.sig}=` })],
    ['the payload type', ({ dsseEnvelope }) => void Object.assign(dsseEnvelope, { payloadType: 'text/plain' })],
    ['the number of signatures', ({ dsseEnvelope: { signatures } }) => void signatures.push({ sig: 'AAAA' })],
    ['the media type', (bundle) => void Object.assign(bundle, { mediaType: 'application/json' })],
  ])('is refused when %s was edited', (_, edit) => {
    expect(() => verify(edited(edit))).toThrow(refused)
  })

  it('is refused when it is no bundle at all', () => {
    for (const bundle of ['', '[]', 'null', '{"mediaType":1}', '{'.repeat(100)]) expect(() => verify(bundle), bundle).toThrow(refused)
  })
})

describe('the keys', () => {
  it('are ECDSA in PEM, and a private key is no public one', () => {
    const invalid = expect.objectContaining({ code: 'KEY_INVALID' })
    const bundle = signModel({ subject, files, signer })
    expect(() => keySigner('secret-not-a-key')).toThrow(invalid)
    expect(() => keySigner('secret-not-a-key')).not.toThrow(/secret/)
    expect(() => keySigner(keyPair('secp256k1').privateKeyPem)).toThrow(invalid)
    expect(() => verify(bundle, { publicKeyPem: privateKeyPem })).toThrow(/private key/)
    expect(() => verify(bundle, { publicKeyPem: '' })).toThrow(invalid)
  })
})

// Both folders were made once: the one signed here was accepted by `model_signing verify key` 1.1.1 (PyPI), the other signed by it.
describe.each(['signed-by-seaworthy', 'signed-by-model-signing'])('the folder %s', (name) => {
  const root = join(import.meta.dirname, 'fixtures', name)
  const folder = join(root, subject)
  const found = readdirSync(folder).filter((file) => file !== 'model.sig')
  const onDisk = new Map(found.map((file) => [file, digestOf(readFileSync(join(folder, file)))]))
  const options = { bundle: readFileSync(join(folder, 'model.sig')), publicKeyPem: readFileSync(join(root, 'key.pub'), 'utf8'), subject }

  it('is accepted whole, and refused with one byte changed', () => {
    expect(() => verifyModelSignature({ ...options, files: onDisk })).not.toThrow()
    expect(() => verifyModelSignature({ ...options, files: new Map([...onDisk, ['model.onnx', digestOf('x')]]) })).toThrow(refused)
  })
})
