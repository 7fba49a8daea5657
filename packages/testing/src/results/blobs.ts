import { randomBytes } from 'node:crypto'
import type { Answer, Exchange } from '../http/listen.ts'

interface Blob {
  readonly blocks: Map<string, Buffer>
  data: Buffer | null
}

/** As much of Azure's block blobs as the toolkit uses: whole and staged uploads, ranged downloads, signed addresses. */
export class BlobStore {
  readonly #base: string
  readonly #blobs = new Map<string, Blob>()
  /** Long and random: the toolkit masks it in every log line. */
  readonly #signature = randomBytes(24).toString('hex')

  constructor(base: string) {
    this.#base = base
  }

  signedUrl(name: string): string {
    return `${this.#base}/blob/${name}?sig=${this.#signature}`
  }

  data(name: string): Buffer | null {
    return this.#blobs.get(name)?.data ?? null
  }

  serve({ method, url, bytes, request }: Exchange): Answer {
    const name = url.pathname.slice('/blob/'.length)
    if (url.searchParams.get('sig') !== this.#signature) return { status: 403, body: { code: 'AuthenticationFailed' } }
    if (method === 'PUT') return this.#put(name, url.searchParams, bytes)
    const range = request.headers['x-ms-range'] ?? request.headers.range
    return this.#get(name, typeof range === 'string' ? range : null)
  }

  #put(name: string, query: URLSearchParams, bytes: Buffer): Answer {
    const blob = this.#blobs.get(name) ?? { blocks: new Map(), data: null }
    this.#blobs.set(name, blob)
    const part = query.get('comp')
    if (part === 'block') blob.blocks.set(query.get('blockid') ?? '', bytes)
    else if (part === 'blocklist') blob.data = Buffer.concat(blockIds(bytes).map((id) => blob.blocks.get(id) ?? Buffer.alloc(0)))
    else blob.data = bytes
    return { status: 201, headers: { 'x-ms-request-id': '1', etag: '"1"' } }
  }

  #get(name: string, range: string | null): Answer {
    const data = this.data(name)
    if (data === null) return { status: 404, body: { code: 'BlobNotFound' } }
    const type = name.endsWith('.zip') ? 'application/zip' : 'application/octet-stream'
    const headers = { 'content-type': type, etag: '"1"', 'accept-ranges': 'bytes' }
    const [, from = '', to = ''] = /^bytes=(\d+)-(\d*)$/.exec(range ?? '') ?? []
    if (from === '') return { status: 200, body: data, headers }
    const last = Math.min(to === '' ? Number.POSITIVE_INFINITY : Number(to), data.length - 1)
    return {
      status: 206,
      body: data.subarray(Number(from), last + 1),
      headers: { ...headers, 'content-range': `bytes ${from}-${last}/${data.length}` },
    }
  }
}

const blockIds = (list: Buffer): string[] =>
  [...list.toString('utf8').matchAll(/<(?:Latest|Uncommitted|Committed)>([^<]+)</g)].map((match) => match[1] ?? '')
