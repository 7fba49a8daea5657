import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'

/** Every file under a folder, by path with `/`, to the hexadecimal SHA-256 of its bytes; `.digests.json` itself apart. */
export type FileDigests = Readonly<Record<string, string>>

export const digestsName = '.digests.json'

/** A link has no bytes of its own, so it stands as what it is and equals no digest. */
export async function fileDigests(folder: string): Promise<FileDigests> {
  const entries = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => !entry.isDirectory())
  const digests: [string, string][] = []
  for (const entry of entries) {
    const absolute = join(entry.parentPath, entry.name)
    const path = relative(folder, absolute).split(sep).join('/')
    if (path !== digestsName) digests.push([path, entry.isFile() ? await sha256(absolute) : 'not a file'])
  }
  return Object.fromEntries(digests.sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** One digest for all files: SHA-256 of their list, a line `digest path` each, sorted by path. */
export function installDigest(files: FileDigests): string {
  const lines = Object.keys(files)
    .sort()
    .map((path) => `${files[path]} ${path}\n`)
  return `sha256:${createHash('sha256').update(lines.join('')).digest('hex')}`
}

async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path, { highWaterMark: 1024 * 1024 }), hash)
  return hash.digest('hex')
}
