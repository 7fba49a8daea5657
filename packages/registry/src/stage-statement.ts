import { canonicalJson, type Digest, parseCapped } from '@seaworthy/record'
import { openEnvelope, sealEnvelope, statementType } from './envelope.ts'
import { RegistryError } from './errors.ts'
import { asList, asObject, asText, asTextOrNull, mustBe } from './json-shape.ts'
import type { Signer } from './key.ts'
import { recordFile } from './registry-commit.ts'
import { acceptUnsigned, type SignatureState, type Trust } from './trust.ts'

/** One assignment of a version to a stage: what the tag `model#stage#n` states. */
export interface Assignment {
  readonly kind: 'promotion' | 'rollback'
  readonly model: string
  readonly stage: string
  readonly version: string
  readonly n: number
  /** The version that it replaced; null for the first. */
  readonly from: string | null
  readonly reason: string | null
  readonly actor: string | null
  /** The run's URL; null on a laptop. */
  readonly run: string | null
  /** ISO 8601. */
  readonly at: string
}

/** Of our own: they alone keep a statement apart from a model's signature by the same key, and a promotion from a rollback. */
export const predicateTypes = {
  promotion: 'https://github.com/seaworthy-ml/seaworthy/attestations/promotion/v1',
  rollback: 'https://github.com/seaworthy-ml/seaworthy/attestations/rollback/v1',
} as const

/** The message of a stage's tag: an in-toto statement about a record in a DSSE envelope, or, without a key, plain and marked so. */
export function formatStatement(assignment: Assignment, record: Digest, signer: Signer | null): string {
  const statement = {
    _type: statementType,
    subject: [{ name: recordFile, digest: { sha256: record.slice('sha256:'.length) } }],
    predicateType: predicateTypes[assignment.kind],
    predicate: assignment,
  }
  return canonicalJson(signer ? sealEnvelope(statement, signer) : { unsigned: true, statement })
}

export interface StatementSource {
  readonly message: string
  readonly trust: Trust
  /** The tag, for messages. */
  readonly tag: string
}

export interface ReadStatement {
  readonly assignment: Assignment
  readonly record: Digest
  readonly signature: SignatureState
}

/**
 * What the message of a stage's tag states, its signature checked first.
 * @throws {RegistryError} `SIGNATURE_INVALID` when it is wrong or no statement of ours, `VERSION_UNSIGNED`
 */
export function readStatement(source: StatementSource): ReadStatement {
  const { statement: value, signature } = open(source)
  const place = `the statement in ${source.tag}`
  const statement = asObject(value, place)
  mustBe(statement._type, statementType, `${place}, _type`)
  const [subject, ...others] = asList(statement.subject, `${place}, subject`)
  mustBe(others.length, 0, `${place}, number of further subjects`)
  const { name, digest } = asObject(subject, `${place}, subject`)
  mustBe(name, recordFile, `${place}, subject`)
  const hex = asText(asObject(digest, `${place}, digest`).sha256, `${place}, digest`)
  if (!/^[0-9a-f]{64}$/.test(hex)) throw new RegistryError('SIGNATURE_INVALID', `${place} names no record`)
  const assignment = readAssignment(statement.predicate, place)
  mustBe(statement.predicateType, predicateTypes[assignment.kind], `${place}, predicateType`)
  return { assignment, record: `sha256:${hex}`, signature }
}

function open({ message, trust, tag }: StatementSource): { readonly statement: unknown; readonly signature: SignatureState } {
  const place = `the statement in ${tag}`
  const body = asObject(parse(message, place), place)
  if (body.unsigned === true) return { statement: body.statement, signature: acceptUnsigned(trust, tag) }
  if (trust.publicKeyPem !== null) return { statement: openEnvelope(body, trust.publicKeyPem, place), signature: 'key' }
  // Nobody to check it with: worth as much as an unsigned one, which is what is said.
  const payload = Buffer.from(asText(body.payload, `${place}, payload`), 'base64')
  return { statement: parse(payload, place), signature: acceptUnsigned(trust, tag) }
}

function parse(bytes: Uint8Array | string, place: string): unknown {
  try {
    return parseCapped(bytes, place)
  } catch (cause) {
    throw new RegistryError('SIGNATURE_INVALID', `${place} is none of ours`, { cause, hint: 'somebody made this tag by hand: delete it' })
  }
}

function readAssignment(value: unknown, place: string): Assignment {
  const { kind, model, stage, version, n, from, reason, actor, run, at } = asObject(value, `${place}, predicate`)
  if (kind !== 'promotion' && kind !== 'rollback') throw new RegistryError('SIGNATURE_INVALID', `${place} is of an unknown kind`)
  if (typeof n !== 'number') throw new RegistryError('SIGNATURE_INVALID', `${place} has no number`)
  return {
    kind,
    n,
    model: asText(model, `${place}, model`),
    stage: asText(stage, `${place}, stage`),
    version: asText(version, `${place}, version`),
    from: asTextOrNull(from, `${place}, from`),
    reason: asTextOrNull(reason, `${place}, reason`),
    actor: asTextOrNull(actor, `${place}, actor`),
    run: asTextOrNull(run, `${place}, run`),
    at: asText(at, `${place}, at`),
  }
}
