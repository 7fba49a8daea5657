import { hfAddress } from './address-hf.ts'
import { httpsAddress } from './address-https.ts'
import { addressInvalid } from './address-invalid.ts'
import { pathAddress } from './address-path.ts'
import { s3Address } from './address-s3.ts'
import { SourceError } from './errors.ts'

/** Where data are, read from what a configuration says. */
export type SourceAddress =
  | { readonly kind: 'files'; readonly glob: string }
  /** A fragment is the file's name where its URL has none: `https://host/download?id=7#flights.csv`. */
  | { readonly kind: 'https'; readonly url: string }
  | {
      readonly kind: 's3'
      readonly bucket: string
      /** Of one object, or a glob. */
      readonly key: string
      readonly endpoint: string | null
      readonly region: string | null
      readonly versionId: string | null
    }
  | { readonly kind: 'hf'; readonly repository: string; readonly revision: string; readonly path: string }
  | { readonly kind: 'dvc'; readonly pointer: string; readonly out: string | null }
  /** `file` is one of those that the command makes; null for all. */
  | { readonly kind: 'command'; readonly run: string; readonly file: string | null }

export type AddressOf<Kind extends SourceAddress['kind']> = Extract<SourceAddress, { readonly kind: Kind }>

const schemes: Readonly<Record<string, (text: string) => SourceAddress>> = {
  'https:': httpsAddress,
  'http:': httpsAddress,
  's3:': s3Address,
  'hf:': hfAddress,
}

const remedies: Readonly<Record<string, string>> = {
  'gs:': 'Google Cloud Storage speaks S3: s3://bucket/key?endpoint=https://storage.googleapis.com, with HMAC keys',
  's3a:': 'write s3://bucket/key',
  's3n:': 'write s3://bucket/key',
  'file:': 'write the path from the root of the repository, with forward slashes',
}
const choices =
  'a source is a path or glob from the root of the repository, https://…, s3://bucket/key, hf://datasets/owner/name/path, x.dvc, dvc.lock#out or command:…'

/**
 * The address that a text names. Told apart by its beginning alone, or by the names `*.dvc` and `dvc.lock`; nothing is looked up.
 * @throws {SourceError} `ADDRESS_INVALID`, with what to write instead.
 * @example parseAddress('s3://b/x/*.csv') // { kind: 's3', bucket: 'b', key: 'x/*.csv', endpoint: null, region: null, versionId: null }
 */
export function parseAddress(text: string): SourceAddress {
  if (text.trim() === '') throw new SourceError('ADDRESS_INVALID', 'a source is empty', { hint: choices })
  if (/^command:/.test(text)) return commandAddress(text)
  if (text !== text.trim() || /\p{Cc}/u.test(text))
    throw addressInvalid(text, { why: 'has a space around it, or a character that does not print', hint: 'write it without' })
  const [scheme] = /^[a-z][a-z0-9+.-]*:(?=\/\/)/i.exec(text) ?? []
  if (scheme === undefined) return pathAddress(text)
  const parse = schemes[scheme.toLowerCase()]
  if (parse === undefined)
    throw addressInvalid(text, { why: `begins with ${scheme}//, which is not read`, hint: remedies[scheme.toLowerCase()] ?? choices })
  return parse(text)
}

/** Whether the data are anywhere else than in plain files of the repository. */
export function isRemote(address: SourceAddress): boolean {
  return address.kind !== 'files'
}

/** What follows is a comment to every shell, so that the address of one file is still the command that makes it. */
const fileMark = ' #out:'

/** The address of one file that a command makes. */
export function commandUri(run: string, file: string): string {
  return `command:${run}${fileMark}${file}`
}

function commandAddress(text: string): SourceAddress {
  const all = text.slice('command:'.length)
  const at = all.lastIndexOf(fileMark)
  const run = (at < 0 ? all : all.slice(0, at)).trim()
  if (run === '' || run.includes('\0'))
    throw addressInvalid(text, { why: 'names no command', hint: 'write command:python fetch.py; its files go to $OUT' })
  return { kind: 'command', run, file: at < 0 ? null : all.slice(at + fileMark.length) }
}
