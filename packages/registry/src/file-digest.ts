import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { Digest } from '@seaworthy/record'

/** SHA-256 and size of a stream of bytes, in constant memory. */
export async function digestOfStream(stream: AsyncIterable<Uint8Array>): Promise<{ readonly digest: Digest; readonly bytes: number }> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of stream) {
    hash.update(chunk)
    bytes += chunk.length
  }
  return { digest: `sha256:${hash.digest('hex')}`, bytes }
}

export async function digestOfFile(path: string): Promise<{ readonly digest: Digest; readonly bytes: number }> {
  return await digestOfStream(createReadStream(path))
}
