import { posix } from 'node:path'
import { type UnzipFileInfo, unzipSync } from 'fflate'
import { GitHubError } from './errors.ts'

export interface UnzipLimits {
  /** Of all entries together, unpacked. */
  readonly maxBytes: number
  readonly maxEntries: number
}

/**
 * The files of a zip that may come from anywhere, in memory. Sizes are capped on what the directory promises, and no entry unpacks to more
 * than its promise, so a bomb never goes off.
 * @param place for messages.
 * @throws {GitHubError} `ARTIFACT_TOO_LARGE`, `ARTIFACT_UNSAFE` for names that climb or stand twice, `ARTIFACT_UNREADABLE`.
 */
export function unzip(zip: Uint8Array, place: string, { maxBytes, maxEntries }: UnzipLimits): ReadonlyMap<string, Uint8Array> {
  const seen = new Set<string>()
  let entries = 0
  let bytes = 0
  const admit = ({ name, originalSize }: UnzipFileInfo): boolean => {
    entries += 1
    bytes += originalSize
    if (entries > maxEntries) throw new GitHubError('ARTIFACT_TOO_LARGE', `${place} has more than ${maxEntries} entries`)
    if (bytes > maxBytes) throw new GitHubError('ARTIFACT_TOO_LARGE', `${place} unpacks to more than ${maxBytes} bytes`)
    const fault = nameFault(name, seen)
    if (fault !== null) throw new GitHubError('ARTIFACT_UNSAFE', `${place}: the entry ${JSON.stringify(name.slice(0, 200))} ${fault}`)
    seen.add(name)
    return !name.endsWith('/')
  }
  return new Map(Object.entries(read(zip, place, admit)))
}

function read(zip: Uint8Array, place: string, filter: (info: UnzipFileInfo) => boolean): Readonly<Record<string, Uint8Array>> {
  try {
    return unzipSync(zip, { filter })
  } catch (cause) {
    if (cause instanceof GitHubError) throw cause
    throw new GitHubError('ARTIFACT_UNREADABLE', `${place} is not a zip that can be read: ${String(cause)}`, { cause })
  }
}

function nameFault(name: string, seen: ReadonlySet<string>): string | null {
  if (name === '' || name.includes('\0') || name.includes('\\')) return 'has a name that no file may have'
  if (name.startsWith('/') || /^[A-Za-z]:/.test(name)) return 'has an absolute path'
  if (posix.normalize(name) !== name) return 'has a path that climbs or winds'
  if (name.split('/').includes('..')) return 'has a path that climbs'
  return seen.has(name) ? 'stands there twice' : null
}
