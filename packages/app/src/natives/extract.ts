import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { NativeError } from './errors.ts'

export interface ExtractOptions {
  readonly tarball: string
  /** Folder of the package. */
  readonly to: string
  keep(path: string): boolean
}

/**
 * Unpacks the files of an npm tarball that are to be kept, without the folder `package/` that they all lie in. Anything
 * but plain files and folders, and a path that leads out, is refused even where it would not be kept.
 * @throws {NativeError} `ARCHIVE_UNREADABLE`, `ARCHIVE_UNSAFE`
 */
export async function extractTarball({ tarball, to, keep }: ExtractOptions): Promise<void> {
  const { extract } = await import('tar-stream')
  const entries = extract()
  const read = pipeline(createReadStream(tarball), createGunzip(), entries)
  read.catch(() => undefined)
  try {
    for await (const entry of entries) {
      const path = safePath(entry.header)
      if (path !== null && keep(path)) await writeEntry(entry, join(to, path))
      else entry.resume()
    }
    await read
  } catch (cause) {
    if (cause instanceof NativeError) throw cause
    throw new NativeError('ARCHIVE_UNREADABLE', `the archive "${tarball}" cannot be read to its end`, { hint: 'try again', cause })
  }
}

/** The path of a file inside the package; null for a folder. */
function safePath({ name, type }: { readonly name: string; readonly type: string }): string | null {
  const [, ...parts] = name.split('/')
  const leadsOut = /^([A-Za-z]:|\/)/.test(name) || /[\\\0]/.test(name) || name.split('/').includes('..')
  if (leadsOut || (type !== 'file' && type !== 'directory' && type !== 'contiguous-file')) {
    throw new NativeError('ARCHIVE_UNSAFE', `the archive holds ${JSON.stringify(name)}, a ${type}`, {
      hint: 'packages hold plain files only: do not use it',
    })
  }
  return type === 'directory' ? null : parts.filter((part) => part !== '' && part !== '.').join('/')
}

async function writeEntry(entry: AsyncIterable<unknown>, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true })
  await pipeline(entry, createWriteStream(to, { flags: 'wx' }))
}
