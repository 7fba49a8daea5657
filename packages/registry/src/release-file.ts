import { type CandidateRecord, type Digest, digestOf, serializeRecord } from '@seaworthy/record'
import { checksumsFile, formatChecksums } from './checksums.ts'
import { RegistryError } from './errors.ts'
import { digestOfFile } from './file-digest.ts'
import { signatureFile } from './model-signature.ts'
import { isAssetName } from './names.ts'
import type { AssetInput } from './ports.ts'
import { requireModel } from './record-model.ts'
import { recordFile } from './registry-commit.ts'

/** A file that the caller adds to a version: the model's, or its profile. */
export interface ReleaseFile {
  readonly name: string
  readonly path: string
  /** What the bytes must be: those that were judged. */
  readonly digest: Digest
}

/** A file that a release shall hold, ready to be uploaded. */
export interface ReadyFile extends AssetInput {
  readonly digest: Digest
  readonly size: number
}

export const profileFile = 'profile.json'
/** GitHub takes less than 2 GiB for one asset. */
export const maxAssetBytes = 2 * 1024 ** 3 - 1

/**
 * All files of a version but its signature: the caller's, `record.json`, and `checksums.txt` over them.
 * @throws {RegistryError} `ASSET_INVALID` for a name that cannot be kept, a file that is empty or too large; `ASSET_MISMATCH` for one that
 * changed since it was judged; `RECORD_MISMATCH` when none is the model of the record.
 */
export async function prepareFiles(record: CandidateRecord, files: readonly ReleaseFile[]): Promise<readonly ReadyFile[]> {
  requireNames(files.map(({ name }) => name))
  const prepared = [...(await Promise.all(files.map(prepare))), readyText(recordFile, serializeRecord(record))]
  const model = requireModel(record, record.model)
  if (!prepared.some(({ name, digest }) => name === model.name && digest === model.digest))
    throw new RegistryError('RECORD_MISMATCH', `no file to be published is ${model.name} (${model.digest}), the model that the record is about`, {
      hint: 'publish the very bytes that were judged',
    })
  return [...prepared, readyText(checksumsFile, formatChecksums(digestsByName(prepared)))]
}

export function digestsByName(files: readonly { readonly name: string; readonly digest: Digest }[]): ReadonlyMap<string, Digest> {
  return new Map(files.map(({ name, digest }) => [name, digest]))
}

/** A file of text that the registry itself writes. */
export function readyText(name: string, text: string): ReadyFile {
  const bytes = Buffer.from(text)
  return { name, bytes, size: bytes.length, digest: digestOf(bytes), contentType: contentType(name) }
}

function requireNames(names: readonly string[]): void {
  const taken = new Set<string>([recordFile, checksumsFile, signatureFile])
  for (const name of names) {
    if (!isAssetName(name))
      throw new RegistryError('ASSET_INVALID', `${JSON.stringify(name)} cannot be the name of a release's file`, {
        hint: 'use letters, digits, ".", "_" and "-", starting with a letter or digit',
      })
    if (taken.has(name)) throw new RegistryError('ASSET_INVALID', `a version has one file of the name ${name}`, { hint: 'rename the file' })
    taken.add(name)
  }
}

async function prepare({ name, path, digest: expected }: ReleaseFile): Promise<ReadyFile> {
  const { digest, bytes: size } = await digestOfFile(path)
  if (digest !== expected) throw new RegistryError('ASSET_MISMATCH', `${path} is ${digest}; ${expected} was to be published`)
  if (size === 0) throw new RegistryError('ASSET_INVALID', `${name} is empty`)
  if (size > maxAssetBytes)
    throw new RegistryError('ASSET_INVALID', `${name} has ${size} bytes; a release takes ${maxAssetBytes} in one file`, {
      hint: 'publish a smaller model',
    })
  return { name, digest, size, bytes: { path, size }, contentType: contentType(name) }
}

function contentType(name: string): string {
  if (name.endsWith('.json') || name.endsWith('.sig')) return 'application/json'
  return name.endsWith('.txt') ? 'text/plain; charset=utf-8' : 'application/octet-stream'
}
