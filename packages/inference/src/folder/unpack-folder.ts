import { createReadStream, createWriteStream } from 'node:fs'
import { type FileHandle, mkdir, open, stat } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { type ArchiveSource, archivedFiles, folderMark, isFolderArchive } from './folder-archive.ts'

/** Whether a file is a folder that was written as one. */
export async function isPackedFolder(file: string): Promise<boolean> {
  if (!(await stat(file)).isFile()) return false
  await using handle = await open(file)
  return isFolderArchive(await readAt(handle, 0, folderMark.length))
}

/**
 * The folder that {@link packFolder} wrote as one file, as it was. It is read to its end before a byte is written.
 * @param into a folder that is made, or is empty
 * @throws {InferenceError} `MODEL_UNREADABLE` for anything else: nothing is written outside of `into`.
 */
export async function unpackFolder(file: string, into: string): Promise<void> {
  await using handle = await open(file)
  const files = await archivedFiles(sourceOf(handle, { name: file, bytes: (await handle.stat()).size }))
  await mkdir(into, { recursive: true })
  for (const { path: name, bytes, offset } of files) {
    const to = path.join(into, ...name.split('/'))
    await mkdir(path.dirname(to), { recursive: true })
    const out = createWriteStream(to, { flags: 'wx' })
    if (bytes === 0) await new Promise((done) => out.end(done))
    else await pipeline(createReadStream(file, { start: offset, end: offset + bytes - 1 }), out)
  }
}

function sourceOf(handle: FileHandle, { name, bytes }: Pick<ArchiveSource, 'name' | 'bytes'>): ArchiveSource {
  return { name, bytes, read: (offset, length) => readAt(handle, offset, length) }
}

async function readAt(handle: FileHandle, offset: number, bytes: number): Promise<Uint8Array> {
  const into = new Uint8Array(bytes)
  const { bytesRead } = await handle.read(into, 0, bytes, offset)
  return into.subarray(0, bytesRead)
}
