import type { Answer } from '../http/listen.ts'
import type { BlobStore } from './blobs.ts'

export interface CacheRequest {
  readonly key?: string
  readonly version?: string
  readonly restore_keys?: readonly string[]
}

interface Entry {
  readonly id: number
  readonly key: string
  readonly version: string
  done: boolean
}

/** Cache service v2: entries are immutable; a restore takes the exact key, else the newest with a prefix. */
export class Caches {
  readonly #blobs: BlobStore
  readonly #entries: Entry[] = []

  constructor(blobs: BlobStore) {
    this.#blobs = blobs
  }

  create({ key = '', version = '' }: CacheRequest): Answer {
    if (this.#entries.some((entry) => entry.key === key && entry.version === version)) return { status: 200, body: { ok: false } }
    const entry = { id: this.#entries.length + 1, key, version, done: false }
    this.#entries.push(entry)
    return { status: 200, body: { ok: true, signed_upload_url: this.#blobs.signedUrl(`cache-${entry.id}`) } }
  }

  finalize({ key = '', version = '' }: CacheRequest): Answer {
    const entry = this.#entries.find((one) => one.key === key && one.version === version)
    if (entry === undefined) return { status: 200, body: { ok: false } }
    entry.done = true
    return { status: 200, body: { ok: true, entry_id: String(entry.id) } }
  }

  downloadUrl({ key = '', version = '', restore_keys: prefixes = [] }: CacheRequest): Answer {
    const own = this.#entries.filter((entry) => entry.done && entry.version === version)
    const exact = own.find((entry) => entry.key === key)
    const found = exact ?? prefixes.map((prefix) => own.findLast((entry) => entry.key.startsWith(prefix))).find((entry) => entry !== undefined)
    if (found === undefined) return { status: 200, body: { ok: false } }
    return { status: 200, body: { ok: true, signed_download_url: this.#blobs.signedUrl(`cache-${found.id}`), matched_key: found.key } }
  }

  keys(): string[] {
    return this.#entries.filter((entry) => entry.done).map((entry) => entry.key)
  }
}
