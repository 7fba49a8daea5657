import { createHash, type Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { Digest } from './digest.ts'

/** SHA-256 and size of a file, in constant memory. */
export async function hashFile(path: string): Promise<{ readonly digest: Digest; readonly bytes: number }> {
  const hash = createHash('sha256')
  const bytes = await addFile(hash, path)
  return { digest: `sha256:${hash.digest('hex')}`, bytes }
}

/** Feeds a file to a hash; answers how many bytes it had. */
export async function addFile(hash: Hash, path: string): Promise<number> {
  let bytes = 0
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    const block: Uint8Array = chunk
    hash.update(block)
    bytes += block.length
  }
  return bytes
}
