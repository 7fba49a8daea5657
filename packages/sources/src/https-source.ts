import type { AddressOf } from './address.ts'
import { displayUri } from './display-uri.ts'
import { download } from './download.ts'
import { safeName } from './file-name.ts'
import { request } from './http-request.ts'
import { httpTransport } from './http-transport.ts'
import type { FetchedFile, FileRequest, RemoteFile } from './remote-file.ts'
import { retried } from './retry.ts'
import type { SourceKind } from './source-kind.ts'
import type { SourceTools } from './source-tools.ts'

const forbiddenHint = 'the address must be open to all: let a command fetch what needs a token, or use s3:// or hf://'

/** One file behind a URL. */
export function httpsSource({ ports, cache }: SourceTools): SourceKind<'https'> {
  return {
    list: async ({ url }) => [await look(url, ports)],
    fetch: async ({ url }: AddressOf<'https'>, file: FileRequest): Promise<FetchedFile> =>
      await download(file, { transport: httpTransport(ports.fetch, { url: withoutFragment(url), forbiddenHint }), cache, ports }),
  }
}

// One byte is asked for and not HEAD, which signed URLs refuse. A server without ranges answers with all of it, and is hung up on.
async function look(url: string, ports: SourceTools['ports']): Promise<RemoteFile> {
  const target = { url: withoutFragment(url), headers: { range: 'bytes=0-0' }, forbiddenHint }
  const response = await retried(ports, () => request(ports.fetch, target))
  await response.body?.cancel()
  return { uri: url, name: nameOf(url), bytes: sizeOf(response), version: response.headers.get('etag'), sha256: null }
}

// Of an empty file no byte can be had: that is 416, with the size behind the slash.
function sizeOf({ status, headers }: Response): number | null {
  const [, total] = /^bytes (?:\d+-\d+|\*)\/(\d+)$/.exec(headers.get('content-range') ?? '') ?? []
  if (total !== undefined) return Number(total)
  const length = headers.get('content-length')
  return status !== 200 || length === null || headers.has('content-encoding') ? null : Number(length)
}

/** The fragment where there is one, else the last part of the path. */
function nameOf(url: string): string {
  const { pathname, hash } = new URL(url)
  const name = hash.length > 1 ? hash.slice(1) : pathname.slice(pathname.lastIndexOf('/') + 1)
  return safeName(decoded(name), displayUri(url))
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function withoutFragment(url: string): string {
  const plain = new URL(url)
  plain.hash = ''
  return plain.href
}
