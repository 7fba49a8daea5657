import { createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rename, rm, rmdir } from 'node:fs/promises'
import { basename, dirname, join, normalize } from 'node:path'
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

export interface FetchedFile {
  readonly name: string
  readonly path: string
  readonly digest: Digest
  readonly bytes: number
}

export interface FetchedVersion {
  readonly folder: string
  readonly files: readonly FetchedFile[]
  /** The file whose digest the record names. */
  readonly model: FetchedFile
}

export interface FetchOptions {
  readonly releases: Releases
  readonly trust: Trust
  /** Absent or empty; its parent is made where it is missing. */
  readonly into: string
}

/**
 * Downloads all files of a version beside `into`, verifies checksums, record, model and signature on the very bytes, and only then
 * puts them there. Refused or cut off, nothing is left.
 * @throws {RegistryError} `ASSET_MISMATCH`, `SIGNATURE_INVALID`, `RELEASE_INCOMPLETE`, `FOLDER_NOT_EMPTY`
 */
export async function fetchModel(version: VerifiedVersion, { releases, trust, into }: FetchOptions): Promise<FetchedVersion> {
  const folder = normalize(into)
  await requireFree(folder)
  await mkdir(dirname(folder), { recursive: true })
  const draft = await mkdtemp(join(dirname(folder), `.${basename(folder)}-`))
  try {
    const files: FetchedFile[] = []
    for (const asset of version.release.assets) files.push(await download(releases, asset, draft))
    const model = await verifyFiles(version, files, trust)
    // An empty folder gives way to a whole one: no reader ever sees half of it.
    await removeEmpty(folder)
    await rename(draft, folder)
    const moved = (file: FetchedFile): FetchedFile => ({ ...file, path: join(folder, file.name) })
    return { folder, files: files.map(moved), model: moved(model) }
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
}

async function requireFree(folder: string): Promise<void> {
  const entries = await unlessAbsent(readdir(folder))
  if (entries && entries.length > 0)
    throw new RegistryError('FOLDER_NOT_EMPTY', `${folder} is not empty`, { hint: 'name a new folder, or empty this one' })
}

// Not recursive: what somebody put there meanwhile stays, and this fails.
async function removeEmpty(folder: string): Promise<void> {
  await unlessAbsent(rmdir(folder))
}

async function unlessAbsent<Result>(action: Promise<Result>): Promise<Result | null> {
  return await action.catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
}

async function download(releases: Releases, asset: Asset, folder: string): Promise<FetchedFile> {
  const path = join(folder, asset.name)
  await pipeline(Readable.from(releases.download(asset)), createWriteStream(path, { flags: 'wx' }))
  return { name: asset.name, path, ...(await digestOfFile(path)) }
}

async function verifyFiles(version: VerifiedVersion, files: readonly FetchedFile[], trust: Trust): Promise<FetchedFile> {
  const { tag, record, modelDigest } = version
  const digests = new Map(files.map(({ name, digest }) => [name, digest]))
  if (digests.get(recordFile) !== record)
    throw new RegistryError('ASSET_MISMATCH', `${recordFile} of ${tag} is ${digests.get(recordFile) ?? 'missing'}, its tag names ${record}`)
  const model = files.find(({ digest }) => digest === modelDigest)
  if (!model) throw new RegistryError('ASSET_MISMATCH', `no file of ${tag} is the model ${modelDigest} of its record`, { hint: 'do not use it' })
  digests.delete(signatureFile)
  if (version.signature === 'key' && trust.publicKeyPem !== null)
    verifyModelSignature({ bundle: await readNamed(files, signatureFile, tag), publicKeyPem: trust.publicKeyPem, subject: tag, files: digests })
  digests.delete(checksumsFile)
  requireChecksums((await readNamed(files, checksumsFile, tag)).toString(), digests, `${checksumsFile} of ${tag}`)
  return model
}

async function readNamed(files: readonly FetchedFile[], name: string, tag: string): Promise<Buffer> {
  const file = files.find((one) => one.name === name)
  if (!file) throw new RegistryError('RELEASE_INCOMPLETE', `the release ${tag} has no ${name}`)
  return await readFile(file.path)
}
