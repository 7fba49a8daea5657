import type { Cache } from './cache.ts'
import { shortDigest } from './digest.ts'
import { displayUri } from './display-uri.ts'
import { SourceError } from './errors.ts'
import { openPart, type PartFile } from './part-file.ts'
import type { SourcesPorts } from './ports.ts'
import type { FetchedFile, FileRequest } from './remote-file.ts'
import { isRefused, maxRetries, pauseMs, type Refused } from './retry.ts'

/** A server's bytes from `from` on: where it was asked to begin, or 0 where it would not, or has other content now. */
export interface Opened {
  readonly kind: 'opened'
  readonly from: number
  /** Of the whole file; null where the server does not say. */
  readonly totalBytes: number | null
  /** What the server calls this very content, byte by byte: a strong etag. */
  readonly validator: string | null
  readonly body: AsyncIterable<Uint8Array>
  /** Hangs up, where the body is not wanted. */
  cancel(): Promise<void>
}

/** How one kind of server hands out one file. */
export interface Transport {
  open(at: { readonly offset: number; readonly validator: string | null }): Promise<Opened | Refused>
}

export interface DownloadOptions {
  readonly transport: Transport
  readonly cache: Cache
  readonly ports: Pick<SourcesPorts, 'log' | 'sleep'>
  /** Says what is wrong with the finished file beyond its digest; null where nothing is. */
  readonly fault?: (path: string) => Promise<SourceError | null>
}

/** New bytes after which a connection that breaks again counts as the first that broke. */
const progressBytes = 1 << 20

/**
 * Fetches a file into the cache: goes on where a part of the same content is there, hashes while it writes, compares with the request, and moves
 * the file to its place at once. A part may only grow where the server names its content, or where the digest is known to prove the whole.
 * @throws {SourceError} `SOURCE_CHANGED` where digest or size are not those of the request; the wrong bytes are removed. `SOURCE_TRUNCATED`,
 * `SOURCE_UNREACHABLE` after five retries without progress; `SOURCE_FORBIDDEN`, `SOURCE_NOT_FOUND` at once; `CACHE_UNWRITABLE`.
 */
export async function download(file: FileRequest, options: DownloadOptions): Promise<FetchedFile> {
  const part = await openPart(await options.cache.partOf(file.uri))
  let discard = false
  try {
    const isPieced = await completed(file, part, options)
    // Pieces of a server that does not name its content may be of two versions: only the file in one piece decides.
    if (isPieced && differs(file, part) !== null) {
      await part.restart(null)
      await completed(file, part, options)
    }
    discard = true
    const error = differs(file, part) ?? (await options.fault?.(part.path)) ?? null
    if (error !== null) throw error
    return { path: await options.cache.keep(part.path, part.digest()), digest: part.digest(), bytes: part.bytes() }
  } catch (error) {
    if (error instanceof SourceError && error.code === 'SOURCE_CHANGED') discard = true
    throw error
  } finally {
    await part.close({ discard })
  }
}

/** Until the part has all that the server has. Says whether it is made of pieces. */
async function completed(file: FileRequest, part: PartFile, options: DownloadOptions): Promise<boolean> {
  if (file.bytes !== null && file.digest !== null && part.bytes() === file.bytes && part.digest() === file.digest) return false
  options.ports.log(`fetching ${displayUri(file.uri)}${part.bytes() > 0 ? `, of which ${part.bytes()} bytes are here` : ''}`)
  for (let retry = 0; ; retry++) {
    const before = part.bytes()
    const refused = await attempt(file, part, options)
    if (!isRefused(refused)) return refused.isPieced
    if (part.bytes() - before >= progressBytes) retry = 0
    if (!refused.again || retry >= maxRetries) throw refused.error
    const pause = pauseMs(retry, refused.waitMs)
    options.ports.log(`${refused.error.message}; again in ${pause / 1000} s`)
    await options.ports.sleep(pause)
  }
}

async function attempt(file: FileRequest, part: PartFile, { transport }: DownloadOptions): Promise<Refused | { readonly isPieced: boolean }> {
  const mayResume = part.validator() !== null || file.digest !== null
  const opened = await transport.open({ offset: mayResume ? part.bytes() : 0, validator: part.validator() })
  if (isRefused(opened)) return opened
  const size = file.bytes ?? opened.totalBytes
  if (opened.totalBytes !== null && size !== opened.totalBytes) {
    await opened.cancel()
    throw changed(file, `has ${opened.totalBytes} bytes, not ${size}`)
  }
  if (opened.from === 0) await part.restart(opened.validator)
  try {
    for await (const chunk of opened.body) {
      await part.append(chunk)
      if (size !== null && part.bytes() > size) throw changed(file, `has more than ${size} bytes`)
    }
  } catch (cause) {
    if (cause instanceof SourceError) throw cause
    return brokenOff(file, part, cause)
  }
  return opened.totalBytes !== null && part.bytes() < opened.totalBytes ? brokenOff(file, part, null) : { isPieced: opened.from > 0 }
}

function brokenOff({ uri }: FileRequest, part: PartFile, cause: unknown): Refused {
  const error = new SourceError('SOURCE_TRUNCATED', `the download of ${displayUri(uri)} broke off after ${part.bytes()} bytes`, {
    hint: 'run it again: it goes on where it stopped',
    cause,
  })
  return { kind: 'refused', error, again: true, waitMs: null }
}

function differs(file: FileRequest, part: PartFile): SourceError | null {
  if (file.bytes !== null && part.bytes() !== file.bytes) return changed(file, `has ${part.bytes()} bytes, not ${file.bytes}`)
  if (file.digest === null || part.digest() === file.digest) return null
  return changed(file, `is ${shortDigest(part.digest())}, not ${shortDigest(file.digest)}`)
}

/** The refusal of a file that is not the one that was asked for. */
export function changed({ uri }: Pick<FileRequest, 'uri'>, how: string): SourceError {
  return new SourceError('SOURCE_CHANGED', `${displayUri(uri)} is not the file that the lock names: it ${how}`, {
    hint: 'put the locked file back, or take the new one into the lock and review what changed in it',
  })
}
