import { createHash } from 'node:crypto'
import { chmod, lstat, mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { inCache } from './cache-fault.ts'
import { type Digest, hexOf } from './digest.ts'
import { hashFile } from './hash-file.ts'
import type { FetchedFile } from './remote-file.ts'

/** Files by their SHA-256, in one folder that several processes may share. */
export interface Cache {
  /** Where a file of that digest is or would be. */
  pathOf(digest: Digest): string
  /** The path where the file is there, else null. The file is not read: `verified` does that. */
  find(digest: Digest): Promise<string | null>
  /** The file, read and held to its name; one that was damaged is removed, and the answer is null. */
  verified(digest: Digest): Promise<FetchedFile | null>
  /** Moves a finished file of that digest to its place at once, and makes it read-only. */
  keep(finished: string, digest: Digest): Promise<string>
  /** Where the unfinished download of an address is written. */
  partOf(uri: string): Promise<string>
  /** A new, empty folder on the same file system. */
  freshFolder(): Promise<string>
}

export function openCache(folder: string): Cache {
  const pathOf = (digest: Digest) => {
    const hex = hexOf(digest)
    return path.join(folder, 'sha256', hex.slice(0, 2), hex.slice(2))
  }
  const find = async (digest: Digest) => {
    const found = await lstat(pathOf(digest)).catch(() => null)
    return found?.isFile() === true ? pathOf(digest) : null
  }
  return {
    pathOf,
    find,
    verified: async (digest) => {
      const found = await find(digest)
      return found === null ? null : await verify(found, digest)
    },
    keep: async (finished, digest) => await keep(finished, pathOf(digest)),
    partOf: async (uri) => path.join(await made(path.join(folder, 'parts')), createHash('sha256').update(uri).digest('hex')),
    freshFolder: async () => {
      const parent = await made(path.join(folder, 'commands'))
      return await inCache(parent, () => mkdtemp(path.join(parent, 'out-')))
    },
  }
}

async function verify(found: string, digest: Digest): Promise<FetchedFile | null> {
  const { digest: actual, bytes } = await inCache(found, () => hashFile(found))
  if (actual === digest) return { path: found, digest, bytes }
  await inCache(found, () => rm(found, { force: true }))
  return null
}

async function keep(finished: string, place: string): Promise<string> {
  await made(path.dirname(place))
  return await inCache(place, async () => {
    await chmod(finished, 0o444)
    await rename(finished, place)
    return place
  })
}

async function made(folder: string): Promise<string> {
  return await inCache(folder, async () => {
    await mkdir(folder, { recursive: true })
    return folder
  })
}
