import { readFile } from 'node:fs/promises'
import path, { posix } from 'node:path'
import type { AddressOf } from './address.ts'
import { dvcListing } from './dvc-listing.ts'
import { dvcObject, type WantedObject } from './dvc-object.ts'
import { type DvcOut, dvcOuts } from './dvc-pointer.ts'
import { type DvcRepository, findDvcRepository } from './dvc-repository.ts'
import { SourceError } from './errors.ts'
import { safeName } from './file-name.ts'
import type { FileRequest, RemoteFile } from './remote-file.ts'
import type { SourceKind } from './source-kind.ts'
import type { SourceTools } from './source-tools.ts'

type Address = AddressOf<'dvc'>

/** What a pointer of DVC tracks. An output that is a folder holds many files; one of them, or a pattern, follows the output's path. */
export function dvcSource(tools: SourceTools): SourceKind<'dvc'> {
  const filesOf = async (address: Address) => {
    const tracked = await openTracked(address, tools)
    return { tracked, files: await trackedFiles(tracked, tools) }
  }
  return {
    list: async (address) => (await filesOf(address)).files.map((file) => remoteFile(file, address.pointer)),
    fetch: async (address, request) => {
      const { tracked, files } = await filesOf(address)
      const file = files.find(({ out, name }) => out === address.out || name === request.name)
      if (file === undefined) throw missing(address)
      return await dvcObject(wantedOf(tracked, { ...file, isListing: false, request }), { repository: tracked.repository, tools })
    },
  }
}

interface Tracked {
  readonly address: Address
  readonly out: DvcOut
  readonly md5: string
  /** What is wanted within a folder: a path or a pattern; null for all of it. */
  readonly within: string | null
  readonly repository: DvcRepository | null
  readonly workTree: string
}

interface TrackedFile {
  /** The output's path, and within a folder the file's. */
  readonly out: string
  readonly name: string
  readonly place: string
  readonly md5: string
  readonly bytes: number | null
}

async function openTracked(address: Address, { ports: { workTree } }: SourceTools): Promise<Tracked> {
  const { pointer } = address
  const text = await readFile(path.join(workTree, pointer), 'utf8').catch((cause: unknown) => {
    throw new SourceError('SOURCE_NOT_FOUND', `there is no ${pointer}`, { hint: 'check the path; dvc add writes the pointer', cause })
  })
  const { out, within } = chosen(dvcOuts(text, pointer), address)
  if (out.md5 === null)
    throw new SourceError('POINTER_INVALID', `${pointer} tracks ${out.path} by something else than md5`, {
      hint: 'track it with dvc add, or name its own address',
    })
  return { address, out, md5: out.md5, within, repository: await findDvcRepository(workTree, pointer), workTree }
}

function chosen(outs: readonly DvcOut[], { pointer, out: wanted }: Address): { readonly out: DvcOut; readonly within: string | null } {
  const [only] = outs
  if (wanted === null && only !== undefined && outs.length === 1) return { out: only, within: null }
  for (const out of outs) {
    if (out.path === wanted) return { out, within: null }
    if (out.isFolder && wanted?.startsWith(`${out.path}/`) === true) return { out, within: wanted.slice(out.path.length + 1) }
  }
  const why = wanted === null ? `tracks ${outs.length} outputs` : `tracks no output "${wanted}"`
  throw new SourceError('ADDRESS_INVALID', `${pointer} ${why}`, {
    hint: `write ${pointer}#… with one of: ${outs.map(({ path: name }) => name).join(', ')}`,
  })
}

async function trackedFiles(tracked: Tracked, tools: SourceTools): Promise<readonly TrackedFile[]> {
  const { out, md5, within } = tracked
  const { place } = out
  if (!out.isFolder) return [{ out: out.path, name: safeName(posix.basename(place), tracked.address.pointer), place, md5, bytes: out.bytes }]
  const listing = wantedOf(tracked, { out: out.path, place: null, md5, isListing: true, request: { digest: null, bytes: null } })
  const { path: file } = await dvcObject(listing, { repository: tracked.repository, tools })
  const files = dvcListing(await readFile(file, 'utf8'), place)
  const isWanted = (name: string) => within === null || name === within || posix.matchesGlob(name, within)
  return files
    .filter((one) => isWanted(one.path))
    .map((one) => ({ out: `${out.path}/${one.path}`, name: one.path, place: `${place}/${one.path}`, md5: one.md5, bytes: null }))
}

interface Part extends Pick<WantedObject, 'md5' | 'isListing'> {
  readonly place: string | null
  readonly request: Pick<FileRequest, 'digest' | 'bytes'>
  readonly out: string
}

function wantedOf({ address: { pointer }, out, workTree }: Tracked, { place, md5, isListing, request }: Part): WantedObject {
  return {
    md5,
    isListing,
    isLegacy: out.isLegacy,
    shown: place ?? out.place,
    pull: `dvc pull ${pointer.endsWith('.dvc') ? pointer : out.place}`,
    remote: out.remote,
    checkout: place === null ? null : path.join(workTree, place),
    request: { digest: request.digest, bytes: request.bytes },
  }
}

function remoteFile({ out, name, md5, bytes }: TrackedFile, pointer: string): RemoteFile {
  return { uri: `${pointer}#${out}`, name, bytes, version: md5, sha256: null }
}

function missing({ pointer, out }: Address): SourceError {
  return new SourceError('SOURCE_NOT_FOUND', `${pointer} tracks no file ${out ?? ''}`, { hint: 'the pointer has moved: list the source again' })
}
