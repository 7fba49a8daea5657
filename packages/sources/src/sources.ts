import { type AddressOf, parseAddress, type SourceAddress } from './address.ts'
import { type Cache, openCache } from './cache.ts'
import { commandSource } from './command-source.ts'
import type { Digest } from './digest.ts'
import { displayUri } from './display-uri.ts'
import { changed } from './download.ts'
import { dvcSource } from './dvc-source.ts'
import { SourceError } from './errors.ts'
import { fileSource } from './file-source.ts'
import { hfSource } from './hf-source.ts'
import { httpsSource } from './https-source.ts'
import type { SourcesPorts } from './ports.ts'
import { byName, type FetchedFile, type FileRequest, type RemoteFile } from './remote-file.ts'
import { s3Source } from './s3-source.ts'
import type { SourceKind } from './source-kind.ts'

/** Data wherever they live. */
export interface Sources {
  /**
   * The files that a source names, in the order of their names. Asks their place and fetches no rows; a command is run, as only it knows.
   * @throws {SourceError} `SOURCE_EMPTY` where nothing matches, `ADDRESS_INVALID`, `FILE_UNSAFE`, and those of the place.
   */
  list(source: string): Promise<readonly RemoteFile[]>
  /**
   * The file on this machine, with the digest and size that the request names. From the cache where it is there, read and held to its digest;
   * else fetched, which goes on where an earlier try broke off. Files of the repository, and what DVC and Git LFS keep here, are not copied.
   * @throws {SourceError} `SOURCE_CHANGED` where the place has other bytes now, and those of the place.
   */
  fetch(file: FileRequest): Promise<FetchedFile>
  /** The cached file of that digest, else null. It is not read: only `fetch` proves it. */
  cached(digest: Digest): Promise<string | null>
}

type Kinds = { readonly [Kind in SourceAddress['kind']]: SourceKind<Kind> }

interface Place {
  list(): Promise<readonly RemoteFile[]>
  fetch(file: FileRequest): Promise<FetchedFile>
}

/** Opens all kinds of places over one cache. Nothing is read or asked before the first call. */
export function openSources(ports: SourcesPorts): Sources {
  const cache = openCache(ports.cacheFolder)
  const tools = { ports, cache }
  const kinds: Kinds = {
    files: fileSource(tools),
    https: httpsSource(tools),
    s3: s3Source(tools),
    hf: hfSource(tools),
    dvc: dvcSource(tools),
    command: commandSource(tools),
  }
  const underway = new Map<string, Promise<FetchedFile>>()
  return {
    list: async (source) => {
      const files = await placeOf(kinds, parseAddress(source)).list()
      if (files.length > 0) return byName(files)
      throw new SourceError('SOURCE_EMPTY', `no file matches ${displayUri(source)}`, {
        hint: 'check the address; * stays within a folder, ** does not',
      })
    },
    fetch: async (file) => {
      const key = JSON.stringify([file.uri, file.digest, file.bytes])
      const result = underway.get(key) ?? fetched(file, { kinds, cache }).finally(() => underway.delete(key))
      underway.set(key, result)
      return await result
    },
    cached: async (digest) => await cache.find(digest),
  }
}

async function fetched(file: FileRequest, { kinds, cache }: { readonly kinds: Kinds; readonly cache: Cache }): Promise<FetchedFile> {
  const address = parseAddress(file.uri)
  const known = file.digest === null || address.kind === 'files' ? null : await cache.verified(file.digest)
  const found = known ?? (await placeOf(kinds, address).fetch(file))
  if (file.bytes !== null && found.bytes !== file.bytes) throw changed(file, `has ${found.bytes} bytes, not ${file.bytes}`)
  return found
}

/** The kind of place that an address is of, asked of that address. */
function placeOf(kinds: Kinds, address: SourceAddress): Place {
  switch (address.kind) {
    case 'files':
      return place(kinds.files, address)
    case 'https':
      return place(kinds.https, address)
    case 's3':
      return place(kinds.s3, address)
    case 'hf':
      return place(kinds.hf, address)
    case 'dvc':
      return place(kinds.dvc, address)
    case 'command':
      return place(kinds.command, address)
  }
}

function place<Kind extends SourceAddress['kind']>(kind: SourceKind<Kind>, address: AddressOf<Kind>): Place {
  return { list: () => kind.list(address), fetch: (file) => kind.fetch(address, file) }
}
