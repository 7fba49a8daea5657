import { stat } from 'node:fs/promises'
import path from 'node:path'
import { changed, download } from './download.ts'
import { type DvcFingerprint, dvcFingerprint } from './dvc-fingerprint.ts'
import { type DvcRemote, dvcRemote } from './dvc-remote.ts'
import { type DvcObject, type DvcRepository, objectNames } from './dvc-repository.ts'
import { SourceError } from './errors.ts'
import type { FetchedFile, FileRequest } from './remote-file.ts'
import type { SourceTools } from './source-tools.ts'

/** An object that DVC tracks, and what is known of it. */
export interface WantedObject extends DvcObject {
  /** As people know it. */
  readonly shown: string
  /** What fetches it: `dvc pull data/x.csv.dvc`. */
  readonly pull: string
  /** Where it is if not on the default remote. */
  readonly remote: string | null
  /** Where DVC would check it out, absolute; null for the listing of a folder. */
  readonly checkout: string | null
  readonly request: Pick<FileRequest, 'digest' | 'bytes'>
}

/**
 * The data behind a pointer, proved by their md5: checked out, from DVC's cache, or from a remote that is a folder, S3 or HTTPS. What is on this
 * machine stays where it is.
 * @throws {SourceError} `POINTER_WITHOUT_DATA`, `SOURCE_CHANGED`, and those of a download.
 */
export async function dvcObject(
  wanted: WantedObject,
  { repository, tools }: { readonly repository: DvcRepository | null; readonly tools: SourceTools },
): Promise<FetchedFile> {
  const remote: DvcRemote = repository === null ? { kind: 'none' } : dvcRemote(repository, wanted.remote, tools.ports)
  const inRemote = remote.kind === 'folder' ? objectNames(wanted).map((name) => path.join(remote.path, name)) : []
  for (const place of [wanted.checkout ?? [], repository?.objectPaths(wanted) ?? [], inRemote].flat()) {
    const found = await matching(place, wanted)
    if (found !== null) return requested(found, wanted)
  }
  const fetched = remote.kind === 'server' ? await fromServer(wanted, remote, tools) : null
  if (fetched !== null) return fetched
  throw withoutData(wanted, remote)
}

async function matching(place: string, wanted: WantedObject): Promise<FetchedFile | null> {
  const info = await stat(place).catch(() => null)
  if (info?.isFile() !== true) return null
  const found = await dvcFingerprint(place)
  return isThat(found, wanted) ? { path: place, digest: found.digest, bytes: found.bytes } : null
}

function isThat(found: DvcFingerprint, { md5, isLegacy }: WantedObject): boolean {
  return found.md5 === md5 || (isLegacy && found.unixMd5 === md5)
}

function requested(found: FetchedFile, { shown, request }: WantedObject): FetchedFile {
  if (request.digest === null || request.digest === found.digest) return found
  throw changed({ uri: shown }, 'is what its pointer names, and the pointer has moved since')
}

async function fromServer(wanted: WantedObject, remote: Extract<DvcRemote, { kind: 'server' }>, tools: SourceTools): Promise<FetchedFile | null> {
  const fault = async (file: string) =>
    isThat(await dvcFingerprint(file), wanted) ? null : changed({ uri: wanted.shown }, `has another md5 on the remote than ${wanted.md5}`)
  for (const name of objectNames(wanted)) {
    const file = { uri: remote.uriOf(name), name: wanted.shown, ...wanted.request }
    try {
      return await download(file, { ...tools, transport: await remote.transport(name), fault })
    } catch (error) {
      if (!(error instanceof SourceError && error.code === 'SOURCE_NOT_FOUND')) throw error
    }
  }
  return null
}

function withoutData({ shown, pull }: WantedObject, remote: DvcRemote): SourceError {
  const why = {
    none: 'and no remote of DVC is configured',
    unreadable: `and the remote is ${remote.kind === 'unreadable' ? remote.scheme : ''}://, which only dvc reaches`,
    folder: 'nor in the remote',
    server: 'nor on the remote',
  }[remote.kind]
  return new SourceError('POINTER_WITHOUT_DATA', `the data of ${shown} are not here, ${why}`, { hint: pull })
}
