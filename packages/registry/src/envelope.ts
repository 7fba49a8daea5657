import { parseCapped } from '@seaworthy/record'
import { RegistryError } from './errors.ts'
import { asList, asObject, asText } from './json-shape.ts'
import { type Signer, verifySignature } from './key.ts'

/** A DSSE envelope with one signature: https://github.com/secure-systems-lab/dsse */
export interface Envelope {
  readonly payload: string
  readonly payloadType: string
  readonly signatures: readonly [{ readonly sig: string; readonly keyid: string }]
}

export const payloadType = 'application/vnd.in-toto+json'
export const statementType = 'https://in-toto.io/Statement/v1'

/** DSSE's pre-authentication encoding: the very bytes that are signed. */
export function preAuthenticationEncoding(payload: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from(`DSSEv1 ${payloadType.length} ${payloadType} ${payload.length} `), payload])
}

export function sealEnvelope(statement: unknown, signer: Signer): Envelope {
  const payload = Buffer.from(JSON.stringify(statement))
  const sig = Buffer.from(signer.sign(preAuthenticationEncoding(payload))).toString('base64')
  return { payload: payload.toString('base64'), payloadType, signatures: [{ sig, keyid: '' }] }
}

/**
 * The statement in an envelope, parsed only after the signature held. `keyid` decides nothing.
 * @param place where the envelope came from, for messages.
 * @throws {RegistryError} `SIGNATURE_INVALID`, `KEY_INVALID`
 */
export function openEnvelope(envelope: unknown, publicKeyPem: string, place: string): unknown {
  const { payload, payloadType: type, signatures } = asObject(envelope, place)
  if (type !== payloadType) throw new RegistryError('SIGNATURE_INVALID', `${place}: payload type ${JSON.stringify(type)} is not ${payloadType}`)
  const [signature, ...more] = asList(signatures, `${place}, signatures`)
  if (more.length > 0) throw new RegistryError('SIGNATURE_INVALID', `${place} has ${more.length + 1} signatures, not one`)
  const bytes = strictBase64(payload, `${place}, payload`)
  const sig = strictBase64(asObject(signature, `${place}, signature`).sig, `${place}, signature`)
  if (!verifySignature(publicKeyPem, preAuthenticationEncoding(bytes), sig))
    throw new RegistryError('SIGNATURE_INVALID', `${place} is not signed by the pinned key`, {
      hint: 'do not use it; if the key was replaced on purpose, publish and promote again with the new one',
    })
  return parseSigned(bytes, place)
}

function parseSigned(bytes: Uint8Array, place: string): unknown {
  try {
    return parseCapped(bytes, place)
  } catch (cause) {
    throw new RegistryError('SIGNATURE_INVALID', `${place} does not hold a statement`, { cause })
  }
}

// Node's decoder skips characters that are not base64; two texts must not mean one payload.
function strictBase64(value: unknown, place: string): Uint8Array {
  const text = asText(value, place)
  const bytes = Buffer.from(text, 'base64')
  if (bytes.length === 0 || bytes.toString('base64') !== text) throw new RegistryError('SIGNATURE_INVALID', `${place} is not standard, padded base64`)
  return bytes
}
