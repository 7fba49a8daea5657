import { zstdCompressSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { zstdFrames } from './zstd-frames.ts'

const one = zstdCompressSync(Buffer.from('one'.repeat(100_000)))
const two = zstdCompressSync(Buffer.alloc(0))
const skippable = Buffer.concat([Buffer.from([0x52, 0x2a, 0x4d, 0x18, 3, 0, 0, 0]), Buffer.from('abc')])

/** The frames of data that come in parts of some size. */
async function frames(data: Buffer, partBytes: number): Promise<readonly Buffer[]> {
  async function* parts() {
    for (let at = 0; at < data.length; at += partBytes) yield data.subarray(at, at + partBytes)
  }
  const found: Buffer[] = []
  for await (const frame of zstdFrames(parts())) found.push(Buffer.concat(await Array.fromAsync(frame)))
  return found
}

describe('zstdFrames', () => {
  it.each([1, 7, 1_000_000])('cuts where frames end, in parts of %i bytes, and leaves skippable ones out', async (partBytes) => {
    expect(await frames(Buffer.concat([one, skippable, two, one]), partBytes)).toEqual([one, two, one])
  })

  it.each([
    ['within a frame', one.subarray(0, one.length - 1), 'the data end within a frame of zstd'],
    ['within a magic number', Buffer.concat([one, one.subarray(0, 2)]), 'the data end within a frame of zstd'],
    ['in something else', Buffer.concat([one, Buffer.from('trailing')]), 'what follows a frame of zstd is no frame'],
  ])('refuses data that end %s', async (_, data, message) => {
    await expect(frames(data, 64)).rejects.toThrow(new RangeError(message))
  })
})
