import canonicalize from 'canonicalize'
import { type Digest, digestOf } from './digest.ts'
import { RecordError } from './errors.ts'

/** What canonical JSON can hold: no NaN, no Infinity, no undefined. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/**
 * The canonical JSON of a value by RFC 8785: sorted keys, ECMAScript numbers, no white space.
 * @throws {RecordError} `NOT_CANONICAL` for NaN, infinities, undefined, functions, objects of classes, halves of surrogate pairs and cycles,
 * with their place.
 * @example canonicalJson({ b: 1, a: [true] }) // '{"a":[true],"b":1}'
 */
export function canonicalJson(value: unknown): string {
  refuseNotJson(value, '$', new Set())
  const text = canonicalize(value)
  if (text === undefined) throw new RecordError('NOT_CANONICAL', 'the value has no JSON form')
  return text
}

/** The digest of the canonical JSON of a value: how sections, records and keys are named. */
export function canonicalDigest(value: unknown): Digest {
  return digestOf(canonicalJson(value))
}

function refuseNotJson(value: unknown, place: string, above: Set<object>): void {
  if (value === null || typeof value === 'boolean') return
  if (typeof value === 'string') {
    // RFC 8785 refuses what UTF-8 cannot write; a foreign file can hold it as an escape.
    if (!value.isWellFormed()) throw new RecordError('NOT_CANONICAL', `${place} is a string with half of a surrogate pair`)
    return
  }
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new RecordError('NOT_CANONICAL', `${place} is ${value}, which JSON cannot hold`)
    return
  }
  if (typeof value !== 'object') throw new RecordError('NOT_CANONICAL', `${place} is ${typeof value}, which JSON cannot hold`)
  if (above.has(value)) throw new RecordError('NOT_CANONICAL', `${place} refers back to itself`)
  above.add(value)
  for (const [step, item] of Array.isArray(value) ? itemsOf(value) : fieldsOf(value, place)) refuseNotJson(item, place + step, above)
  above.delete(value)
}

function itemsOf(list: readonly unknown[]): readonly (readonly [string, unknown])[] {
  // Array.from visits holes too.
  return Array.from(list, (item, at) => [`[${at}]`, item] as const)
}

function fieldsOf(value: object, place: string): readonly (readonly [string, unknown])[] {
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== null && prototype !== Object.prototype)
    throw new RecordError('NOT_CANONICAL', `${place} is ${value.constructor.name}, not a plain object`)
  return Object.entries(value).map(([key, item]) => {
    if (!key.isWellFormed()) throw new RecordError('NOT_CANONICAL', `${place} has a name with half of a surrogate pair`)
    return [`.${key}`, item] as const
  })
}
