import { createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join, normalize } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Digest } from '@seaworthy/record'
import { checksumsFile, requireChecksums } from './checksums.ts'
import { RegistryError } from './errors.ts'
import { digestOfFile } from './file-digest.ts'
import { signatureFile, verifyModelSignature } from './model-signature.ts'
import type { Asset, Releases } from './ports.ts'
import { recordFile } from './registry-commit.ts'
import type { Trust } from './trust.ts'
import type { VerifiedVersion } from './verified-version.ts'

interface FetchedFile {
  readonly name: string
  readonly path: string
  readonly digest: Digest
}

export interface FetchOptions {
  readonly releases: Releases
  readonly trust: Trust
  /** Made where it is missing; may hold files of this version, and no others. */
  readonly into: string
}

/**
 * Downloads all files of a version beside `into`, verifies checksums, record, model and signature on the very bytes, and only then
 * puts them there: refused or cut off, nothing is left. The same version fetched again replaces its files.
 * @returns the paths of the files; that of the model ends in `version.model.name`.
 * @throws {RegistryError} `ASSET_MISMATCH`, `SIGNATURE_INVALID`, `RELEASE_INCOMPLETE`, `FOLDER_NOT_EMPTY`
 */
export async function fetchModel(version: VerifiedVersion, { releases, trust, into }: FetchOptions): Promise<readonly string[]> {
  const folder = normalize(into)
  await mkdir(folder, { recursive: true })
  await requireFree(folder, version)
  const draft = await mkdtemp(join(folder, '.fetch-'))
  try {
    const files: FetchedFile[] = []
    for (const asset of version.release.assets) files.push(await download(releases, asset, draft))
    await verifyFiles(version, files, trust)
    for (const { name, path } of files) await rename(path, join(folder, name))
    return files.map(({ name }) => join(folder, name))
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
}

// Two versions in one folder would make a third that nobody judged.
async function requireFree(folder: string, { release, tag }: VerifiedVersion): Promise<void> {
  const names = new Set(release.assets.map(({ name }) => name))
  const other = (await readdir(folder)).find((entry) => !names.has(entry) && !entry.startsWith('.fetch-'))
  if (other === undefined) return
  throw new RegistryError('FOLDER_NOT_EMPTY', `${folder} holds ${other}, which is no file of ${tag}`, {
    hint: 'name a new folder, or empty this one',
  })
}

async function download(releases: Releases, asset: Asset, folder: string): Promise<FetchedFile> {
  const path = join(folder, asset.name)
  await pipeline(Readable.from(releases.download(asset)), createWriteStream(path, { flags: 'wx' }))
  return { name: asset.name, path, digest: (await digestOfFile(path)).digest }
}

async function verifyFiles({ tag, recordDigest, model, signature }: VerifiedVersion, files: readonly FetchedFile[], trust: Trust): Promise<void> {
  const digests = new Map(files.map(({ name, digest }) => [name, digest]))
  requireDigest(digests.get(recordFile), recordDigest, `${recordFile} of ${tag}`)
  requireDigest(digests.get(model.name), model.digest, `${model.name} of ${tag}`)
  digests.delete(signatureFile)
  if (signature === 'key' && trust.publicKeyPem !== null)
    verifyModelSignature({ bundle: await readNamed(files, signatureFile, tag), publicKeyPem: trust.publicKeyPem, subject: tag, files: digests })
  digests.delete(checksumsFile)
  requireChecksums((await readNamed(files, checksumsFile, tag)).toString(), digests, `${checksumsFile} of ${tag}`)
}

function requireDigest(found: Digest | undefined, expected: Digest, what: string): void {
  if (found === expected) return
  throw new RegistryError('ASSET_MISMATCH', `${what} is ${found ?? 'missing'}; the version holds ${expected}`, { hint: 'do not use it' })
}

async function readNamed(files: readonly FetchedFile[], name: string, tag: string): Promise<Buffer> {
  const file = files.find((one) => one.name === name)
  if (!file) throw new RegistryError('RELEASE_INCOMPLETE', `the release ${tag} has no ${name}`)
  return await readFile(file.path)
}
