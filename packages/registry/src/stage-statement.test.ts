import { digestOf } from '@seaworthy/record'
import { describe, expect, it } from 'vitest'
import { openEnvelope, sealEnvelope } from './envelope.ts'
import { keyPair } from './fixtures/shipyard.ts'
import { keySigner } from './key.ts'
import { type Assignment, formatStatement, predicateTypes, readStatement } from './stage-statement.ts'

const { privateKeyPem, publicKeyPem } = keyPair()
const signer = keySigner(privateKeyPem)
const trust = { mode: 'auto', publicKeyPem } as const
const tag = 'sailing#production#2'
const record = digestOf('record')
const assignment: Assignment = {
  kind: 'rollback',
  model: 'sailing',
  stage: 'production',
  version: '1.0.0',
  n: 2,
  from: '1.1.0',
  reason: 'late "alarms" \u2028 – and more',
  actor: 'ada',
  run: null,
  at: '2026-03-03T12:00:00.000Z',
}
const refused = expect.objectContaining({ name: 'RegistryError', code: 'SIGNATURE_INVALID' })

function signed(change: Record<string, unknown>): string {
  const statement = openEnvelope(JSON.parse(formatStatement(assignment, record, signer)), publicKeyPem, tag)
  return JSON.stringify(sealEnvelope({ ...(statement as object), ...change }, signer))
}

describe('the statement of a stage', () => {
  it('comes back as it was signed, on one line', () => {
    const message = formatStatement(assignment, record, signer)
    expect(message).not.toContain('\n')
    expect(readStatement({ message: `${message}\n`, trust, tag })).toEqual({ assignment, record, signature: 'key' })
  })

  it.each<[string, Record<string, unknown>]>([
    ['it calls a rollback a promotion', { predicateType: predicateTypes.promotion }],
    ['it is the signature of a model', { predicateType: 'https://model_signing/signature/v1.0' }],
    ['it is of another statement type', { _type: 'https://in-toto.io/Statement/v0.1' }],
    ['it has no subject', { subject: [] }],
    ['it has two subjects', { subject: [1, 2] }],
    ['it is about another file', { subject: [{ name: 'model.onnx', digest: { sha256: record.slice(7) } }] }],
    ['it has no digest', { subject: [{ name: 'record.json', digest: { sha512: 'x' } }] }],
    ['it is of no kind', { predicate: { ...assignment, kind: 'demotion' } }],
    ['it has no number', { predicate: { ...assignment, n: '2' } }],
    ['its version is no text', { predicate: { ...assignment, version: null } }],
  ])('is refused, though signed by the right key, when %s', (_, change) => {
    expect(() => readStatement({ message: signed({}), trust, tag })).not.toThrow()
    expect(() => readStatement({ message: signed(change), trust, tag })).toThrow(refused)
  })

  it('is refused by another key, and when it only claims to be unsigned', () => {
    const message = formatStatement(assignment, record, signer)
    const other = { mode: 'auto', publicKeyPem: keyPair().publicKeyPem } as const
    expect(() => readStatement({ message, trust: other, tag })).toThrow(refused)
    const plain = formatStatement(assignment, record, null)
    expect(() => readStatement({ message: plain, trust, tag })).toThrow(expect.objectContaining({ code: 'VERSION_UNSIGNED' }))
    expect(readStatement({ message: plain, trust: { mode: 'auto', publicKeyPem: null }, tag }).signature).toBe('unsigned')
  })
})
