import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { Digest } from './digest.ts'

export interface DvcFingerprint {
  readonly digest: Digest
  readonly bytes: number
  readonly md5: string
  /** Of the content with the line ends of Unix, by which DVC 1 and 2 knew text. */
  readonly unixMd5: string
}

/** All that a file is known by, in one pass. */
export async function dvcFingerprint(path: string): Promise<DvcFingerprint> {
  const sha256 = createHash('sha256')
  const md5 = createHash('md5')
  const unixMd5 = createHash('md5')
  let bytes = 0
  let held = ''
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    const block: Buffer = chunk
    bytes += block.length
    sha256.update(block)
    md5.update(block)
    const text = `${held}${block.toString('latin1')}`
    held = text.endsWith('\r') ? '\r' : ''
    unixMd5.update(text.slice(0, text.length - held.length).replaceAll('\r\n', '\n'), 'latin1')
  }
  return { digest: `sha256:${sha256.digest('hex')}`, bytes, md5: md5.digest('hex'), unixMd5: unixMd5.update(held, 'latin1').digest('hex') }
}
