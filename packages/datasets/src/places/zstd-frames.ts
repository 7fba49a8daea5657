/** Bytes of one zstd frame, block by block. */
export type Frame = AsyncGenerator<Buffer>

const frameMagic = 0xfd2fb528
const skippableMagic = 0x184d2a50

/**
 * Cuts zstd data into frames (RFC 8878, section 3.1), since the runtime's decompressor stops after the first one. Each frame must be
 * read to its end before the next is asked for. Skippable frames are left out.
 * @throws {RangeError} where the data end within a frame, or are no frame.
 */
export async function* zstdFrames(source: AsyncIterable<Buffer>): AsyncGenerator<Frame> {
  const bytes = new ByteReader(source)
  for (;;) {
    const magic = await bytes.upTo(4)
    if (magic.length === 0) return
    if (magic.length < 4) throw new RangeError('the data end within a frame of zstd')
    const mark = magic.readUInt32LE()
    if (mark === frameMagic) yield frame(bytes, magic)
    else if ((mark & 0xfffffff0) >>> 0 === skippableMagic) await bytes.skip((await bytes.exactly(4)).readUInt32LE())
    else throw new RangeError('what follows a frame of zstd is no frame')
  }
}

async function* frame(bytes: ByteReader, magic: Buffer): Frame {
  const descriptor = await bytes.exactly(1)
  const flags = descriptor.readUInt8()
  yield Buffer.concat([magic, descriptor, await bytes.exactly(headerBytes(flags))])
  for (let last = false; !last; ) {
    const header = await bytes.exactly(3)
    const word = header.readUIntLE(0, 3)
    last = (word & 1) === 1
    // A block of kind 1 repeats one byte.
    const size = ((word >> 1) & 3) === 1 ? 1 : word >> 3
    yield Buffer.concat([header, await bytes.exactly(size)])
  }
  if ((flags & 4) !== 0) yield await bytes.exactly(4)
}

// What follows the descriptor: window, dictionary and content size.
function headerBytes(flags: number): number {
  const single = (flags >> 5) & 1
  const dictionary = [0, 1, 2, 4][flags & 3] ?? 0
  const size = [single, 2, 4, 8][flags >> 6] ?? 0
  return 1 - single + dictionary + size
}

class ByteReader {
  readonly #chunks: AsyncIterator<Buffer>
  #rest: Buffer = Buffer.alloc(0)

  constructor(source: AsyncIterable<Buffer>) {
    this.#chunks = source[Symbol.asyncIterator]()
  }

  async upTo(count: number): Promise<Buffer> {
    while (this.#rest.length < count) {
      const next = await this.#chunks.next()
      if (next.done) break
      this.#rest = this.#rest.length === 0 ? next.value : Buffer.concat([this.#rest, next.value])
    }
    const taken = this.#rest.subarray(0, count)
    this.#rest = this.#rest.subarray(count)
    return taken
  }

  async exactly(count: number): Promise<Buffer> {
    const taken = await this.upTo(count)
    if (taken.length < count) throw new RangeError('the data end within a frame of zstd')
    return taken
  }

  async skip(count: number): Promise<void> {
    for (let left = count; left > 0; ) left -= (await this.exactly(Math.min(left, 65_536))).length
  }
}
