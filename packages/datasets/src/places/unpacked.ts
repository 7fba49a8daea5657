import { createReadStream } from 'node:fs'
import { pipeline, Readable } from 'node:stream'
import { createGunzip, createZstdDecompress } from 'node:zlib'
import type { DataFile } from '../data-file.ts'
import { DatasetsError } from '../errors.ts'
import type { Compression } from '../formats/data-format.ts'
import { zstdFrames } from './zstd-frames.ts'

const chunkBytes = 256 * 1024

/** A text file and how it is compressed. */
export interface PackedText {
  readonly file: DataFile
  readonly compression: Compression
}

/**
 * The bytes of a text as they are unpacked: all members of a gzip file, all frames of a zstd file.
 * @throws {DatasetsError} `DATA_TRUNCATED` where compressed data end early, `DATA_UNREADABLE` where they are damaged.
 */
export async function* unpacked({ file, compression }: PackedText): AsyncGenerator<Buffer> {
  const packed = createReadStream(file.path, { highWaterMark: chunkBytes })
  try {
    if (compression === 'none') yield* buffers(packed)
    else if (compression === 'gzip') yield* buffers(pipeline(packed, createGunzip({ chunkSize: chunkBytes }), ignore))
    else
      for await (const frame of zstdFrames(buffers(packed)))
        yield* buffers(pipeline(Readable.from(frame), createZstdDecompress({ chunkSize: chunkBytes }), ignore))
  } catch (cause) {
    throw packingFault(file, compression, cause)
  } finally {
    packed.destroy()
  }
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
