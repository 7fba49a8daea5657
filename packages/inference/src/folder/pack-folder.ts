import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { readdir, realpath, stat } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { InferenceError } from '../errors.ts'
import { comparePaths, type FolderFile, folderEnd, folderMark, pathFault } from './folder-archive.ts'
import { fileHeader, maxFileBytes, padding } from './tar-entry.ts'

export interface PackedFolder {
  /** Of the whole archive: equal files under equal paths have equal digests, on every machine. */
  readonly digest: `sha256:${string}`
  readonly bytes: number
  readonly files: number
}

/**
 * Writes a folder as one file, a POSIX tar without compression: sorted by path, without owners, times and modes, so that equal folders
 * make equal bytes. A link to a file of the same folder counts as that file; empty folders are left out.
 * @param to where the archive is written; null: it is only measured
 * @throws {InferenceError} `FOLDER_UNSAFE` for a link that leads out of the folder, a socket, a name that not every machine keeps;
 * `MODEL_UNREADABLE` where there is no file in it, or one changes meanwhile
 */
export async function packFolder(folder: string, to: string | null): Promise<PackedFolder> {
  const files = await filesOf(folder)
  const hash = createHash('sha256')
  let bytes = 0
  const measured = async function* () {
    for await (const chunk of packedChunks(files)) {
      hash.update(chunk)
      bytes += chunk.length
      yield chunk
    }
  }
  if (to !== null) await pipeline(Readable.from(measured(), { objectMode: false }), createWriteStream(to, { flags: 'wx' }))
  else for await (const _ of measured());
  return { digest: `sha256:${hash.digest('hex')}`, bytes, files: files.length }
}

interface LocalFile extends FolderFile {
  readonly absolute: string
}

async function* packedChunks(files: readonly LocalFile[]): AsyncGenerator<Uint8Array> {
  yield folderMark
  for (const { path: name, absolute, bytes } of files) {
    yield fileHeader(name, bytes)
    let read = 0
    for await (const chunk of createReadStream(absolute, { highWaterMark: 2 ** 20 }) as AsyncIterable<Uint8Array>) {
      read += chunk.length
      yield chunk
    }
    if (read !== bytes)
      throw new InferenceError('MODEL_UNREADABLE', `${absolute} changed while it was read`, { hint: 'write the model before the command ends' })
    yield padding(bytes)
  }
  yield folderEnd
}

async function filesOf(folder: string): Promise<readonly LocalFile[]> {
  const root = await realpath(folder)
  const entries = await readdir(root, { recursive: true, withFileTypes: true })
  const files: LocalFile[] = []
  for (const entry of entries.filter((one) => !one.isDirectory())) files.push(await fileOf(root, path.join(entry.parentPath, entry.name)))
  if (files.length === 0)
    throw new InferenceError('MODEL_UNREADABLE', `the folder ${folder} holds no file`, { hint: 'write the model before the command ends' })
  return files.toSorted((a, b) => comparePaths(a.path, b.path))
}

async function fileOf(root: string, absolute: string): Promise<LocalFile> {
  const name = path.relative(root, absolute).split(path.sep).join('/')
  const fault = pathFault(name)
  if (fault !== null) throw unsafe(name, fault)
  const target = await realpath(absolute).catch(() => null)
  if (target === null || !target.startsWith(root + path.sep)) throw unsafe(name, 'it is a link that leads out of the folder')
  const info = await stat(target)
  if (!info.isFile()) throw unsafe(name, 'it is no plain file')
  if (info.size > maxFileBytes) throw unsafe(name, 'it is larger than 8 GiB')
  return { path: name, absolute: target, bytes: info.size }
}

function unsafe(name: string, why: string): InferenceError {
  return new InferenceError('FOLDER_UNSAFE', `"${name.slice(0, 200)}" of the model's folder is not taken: ${why}`, {
    hint: 'copy what the model needs into its folder, as plain files',
  })
}
