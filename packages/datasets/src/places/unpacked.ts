import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { pipeline, Readable } from 'node:stream'
import { createGunzip, createZstdDecompress } from 'node:zlib'
import type { DataFile } from '../data-file.ts'
import { DatasetsError } from '../errors.ts'
import type { Compression } from '../formats/data-format.ts'
import { zstdFrames } from './zstd-frames.ts'

/** Read at a time. */
export const chunkBytes = 1024 * 1024

/** A text file and how it is compressed. */
export interface PackedText {
  readonly file: DataFile
  readonly compression: Compression
}

/** The bytes of a text as they are unpacked. */
export interface Unpacked extends AsyncDisposable {
  /** Fills a buffer from a place on, in part or whole; 0 where the text has ended. */
  readInto(buffer: Buffer, from: number): Promise<number>
}

/**
 * Opens a text: all members of a gzip file, all frames of a zstd file.
 * @throws {DatasetsError} when it is read: `DATA_TRUNCATED` where compressed data end early, `DATA_UNREADABLE` where they are damaged.
 */
export async function openUnpacked({ file, compression }: PackedText): Promise<Unpacked> {
  const source = compression === 'none' ? await plainBytes(file.path) : packedBytes(file.path, compression)
  return {
    readInto: async (buffer, from) => {
      try {
        return await source.readInto(buffer, from)
      } catch (cause) {
        throw packingFault(file, compression, cause)
      }
    },
    [Symbol.asyncDispose]: () => source[Symbol.asyncDispose](),
  }
}

async function plainBytes(path: string): Promise<Unpacked> {
  const file = await open(path)
  return {
    readInto: async (buffer, from) => (await file.read(buffer, from, buffer.length - from)).bytesRead,
    [Symbol.asyncDispose]: () => file[Symbol.asyncDispose](),
  }
}

function packedBytes(path: string, compression: 'gzip' | 'zstd'): Unpacked {
  const packed = createReadStream(path, { highWaterMark: chunkBytes })
  const parts = compression === 'gzip' ? buffers(pipeline(packed, createGunzip({ chunkSize: chunkBytes }), ignore)) : zstdBytes(buffers(packed))
  let part: Buffer = Buffer.alloc(0)
  return {
    readInto: async (buffer, from) => {
      while (part.length === 0) {
        const next = await parts.next()
        if (next.done) return 0
        part = next.value
      }
      const copied = part.copy(buffer, from)
      part = part.subarray(copied)
      return copied
    },
    [Symbol.asyncDispose]: async () => {
      packed.destroy()
      await parts.return(undefined)
    },
  }
}

async function* zstdBytes(packed: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  for await (const frame of zstdFrames(packed))
    yield* buffers(pipeline(Readable.from(frame), createZstdDecompress({ chunkSize: chunkBytes }), ignore))
}

// What goes wrong is thrown where the end of the pipeline is read.
function ignore(): void {}

async function* buffers(source: NodeJS.ReadableStream): AsyncGenerator<Buffer> {
  for await (const chunk of source) yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk
}

function packingFault({ name }: DataFile, compression: Compression, cause: unknown): unknown {
  if (cause instanceof DatasetsError) return cause
  const text = cause instanceof Error ? cause.message : String(cause)
  if (compression === 'none') return new DatasetsError('DATA_UNREADABLE', `${name} cannot be read: ${text}`, { cause })
  const hint = 'fetch or write it again'
  if (/unexpected end|data end within/.test(text))
    return new DatasetsError('DATA_TRUNCATED', `${name}: its ${compression} data end early`, { hint, cause })
  return new DatasetsError('DATA_UNREADABLE', `${name}: its ${compression} data are damaged: ${text}`, { hint, cause })
}
