import { createHash } from 'node:crypto'
import { type FileHandle, open, readFile, rm, writeFile } from 'node:fs/promises'
import { inCache } from './cache-fault.ts'
import type { Digest } from './digest.ts'
import { addFile } from './hash-file.ts'
import { claimPart, type PartClaim } from './part-claim.ts'

/** The beginning of a file that is being fetched, hashed as it grows. */
export interface PartFile {
  readonly path: string
  bytes(): number
  /** What the server called the content that the bytes are of; null where it did not say. */
  validator(): string | null
  append(chunk: Uint8Array): Promise<void>
  /** Drops the bytes; what comes now is content of that name. */
  restart(validator: string | null): Promise<void>
  /** Of all bytes so far. */
  digest(): Digest
  /** Closes it. Kept for a later process unless it was moved away or `discard` was said. */
  close(options?: { readonly discard: boolean }): Promise<void>
}

/** Opens the part of an address, with what an earlier process left of it. */
export async function openPart(place: string): Promise<PartFile> {
  const claim = await claimPart(place)
  try {
    return await opened(claim)
  } catch (error) {
    await claim.release()
    throw error
  }
}

async function opened(claim: PartClaim): Promise<PartFile> {
  const { path } = claim
  const note = `${path}.etag`
  const file = await inCache(path, () => open(path, 'a', 0o600))
  let hash = createHash('sha256')
  let bytes = await inCache(path, () => addFile(hash, path))
  let validator = bytes > 0 ? await readFile(note, 'utf8').catch(() => null) : null
  return {
    path,
    bytes: () => bytes,
    validator: () => validator,
    append: async (chunk) => {
      await inCache(path, () => writeAll(file, chunk))
      hash.update(chunk)
      bytes += chunk.length
    },
    restart: async (name) => {
      await inCache(path, async () => {
        await file.truncate(0)
        await (name === null ? rm(note, { force: true }) : writeFile(note, name))
      })
      hash = createHash('sha256')
      bytes = 0
      validator = name
    },
    digest: () => `sha256:${hash.copy().digest('hex')}`,
    close: async (options) => {
      await file.close()
      if (options?.discard === true) await Promise.all([rm(path, { force: true }), rm(note, { force: true })])
      await claim.release()
      if (!claim.isShared) await rm(note, { force: true })
    },
  }
}

async function writeAll(file: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let at = 0; at < chunk.length; ) at += (await file.write(chunk, at)).bytesWritten
}
