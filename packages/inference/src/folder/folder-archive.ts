import { InferenceError } from '../errors.ts'
import { blockBytes, extendedHeader, fileHeader, maxFileBytes, padding } from './tar-entry.ts'

/** A file of a folder that is written as one. */
export interface FolderFile {
  /** From the folder, with `/`. */
  readonly path: string
  readonly bytes: number
}

/** By which a folder of a model is told from other archives: the first blocks say so, in a comment that tar passes over. */
export const folderMark: Uint8Array = extendedHeader({ key: 'comment', value: 'seaworthy.folder/1', type: 'g' })
/** What ends an archive. */
export const folderEnd = new Uint8Array(2 * blockBytes)

/** Whether a file begins as a folder that {@link packFolder} wrote. */
export function isFolderArchive(head: Uint8Array): boolean {
  return head.length >= folderMark.length && Buffer.from(head.buffer, head.byteOffset, folderMark.length).equals(folderMark)
}

/** @example comparePaths('a/b', 'a.b') // 1, as in the order of their code units */
export function comparePaths(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}

/** Why a path cannot name a file within a folder on every machine; null where it can. */
export function pathFault(path: string): string | null {
  const segments = path.split('/')
  if (segments.some((segment) => segment === '' || segment === '.' || segment === '..')) return 'it does not lie within the folder'
  return /[\\:*?"<>|]|\p{Cc}/u.test(path) ? 'its name cannot be kept on every machine' : null
}

/** A file of an archive, and where its contents begin. */
export interface ArchivedFile extends FolderFile {
  readonly offset: number
}

export interface ArchiveSource {
  /** As people know it. */
  readonly name: string
  readonly bytes: number
  read(offset: number, bytes: number): Promise<Uint8Array>
}

/** The longest record of a path, in blocks. */
const maxRecordBlocks = 16

/**
 * The files of a folder that was written as one. Only what {@link packFolder} writes is taken: sorted paths within the folder, each
 * header exactly as it would be written again. So nothing in it can be a link, a device, or lie elsewhere.
 * @throws {InferenceError} `MODEL_UNREADABLE`
 */
export async function archivedFiles(source: ArchiveSource): Promise<readonly ArchivedFile[]> {
  const { name, bytes, read } = source
  if (!isFolderArchive(await read(0, folderMark.length))) throw damaged(name, 'its first blocks say something else')
  const files: ArchivedFile[] = []
  const taken = new Set<string>()
  let at = folderMark.length
  while (at < bytes - folderEnd.length) {
    const { path, size, headerBytes } = parseHeader(await read(at, Math.min(bytes - at, (maxRecordBlocks + 2) * blockBytes)), name)
    const before = files.at(-1)?.path
    const isSorted = before === undefined || comparePaths(before, path) < 0
    const fault = pathFault(path) ?? (isSorted ? null : 'it is out of order') ?? (isBelow(path, taken) ? 'it lies in a file' : null)
    if (fault !== null) throw damaged(name, `"${path.slice(0, 200)}": ${fault}`)
    const offset = at + headerBytes
    files.push({ path, bytes: size, offset })
    taken.add(path)
    at = offset + size + padding(size).length
  }
  if (at !== bytes - folderEnd.length) throw damaged(name, 'it ends too early')
  if ((await read(at, folderEnd.length)).some((byte) => byte !== 0)) throw damaged(name, 'it does not end as it should')
  return files
}

function isBelow(path: string, files: ReadonlySet<string>): boolean {
  const segments = path.split('/')
  return segments.slice(1).some((_, at) => files.has(segments.slice(0, at + 1).join('/')))
}

function parseHeader(head: Uint8Array, name: string): { readonly path: string; readonly size: number; readonly headerBytes: number } {
  const isLong = head[156] === 'x'.charCodeAt(0)
  const recordBytes = isLong ? octalAt(head, 124) : 0
  const at = isLong ? blockBytes + recordBytes + padding(recordBytes).length : 0
  const path = isLong ? pathOfRecord(head.subarray(blockBytes, blockBytes + recordBytes)) : textOf(head.subarray(0, 100))
  const size = octalAt(head, at + 124)
  if (path === null || !Number.isInteger(size) || size > maxFileBytes) throw damaged(name, 'a header says nothing that can be read')
  const written = fileHeader(path, size)
  if (!Buffer.from(head.subarray(0, written.length)).equals(written)) throw damaged(name, `the header of "${path.slice(0, 200)}" is another`)
  return { path, size, headerBytes: written.length }
}

function octalAt(block: Uint8Array, at: number): number {
  const text = textOf(block.subarray(at, at + 12))
  return /^[0-7]{11}$/.test(text) ? Number.parseInt(text, 8) : Number.NaN
}

function pathOfRecord(record: Uint8Array): string | null {
  return /^\d+ path=(?<path>[^\n]*)\n$/.exec(Buffer.from(record).toString('utf8'))?.groups?.path ?? null
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1').replace(/\0.*$/s, '')
}

function damaged(name: string, why: string): InferenceError {
  return new InferenceError('MODEL_UNREADABLE', `${name} is no folder of a model as it was written: ${why}`, {
    hint: 'fetch or train it again; an archive of yours must not begin as ours do',
  })
}
