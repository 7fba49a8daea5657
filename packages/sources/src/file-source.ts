import { glob, stat } from 'node:fs/promises'
import path from 'node:path'
import { changed } from './download.ts'
import { SourceError } from './errors.ts'
import { safeName } from './file-name.ts'
import { hashFile } from './hash-file.ts'
import { lfsObject, lfsPointerAt } from './lfs-object.ts'
import { lfsWithoutData } from './pointer-fault.ts'
import type { FetchedFile, FileRequest, RemoteFile } from './remote-file.ts'
import type { SourceKind } from './source-kind.ts'
import type { SourceTools } from './source-tools.ts'

/** Files of the repository. They stay where they are; the data of a Git LFS pointer are where Git LFS keeps them. */
export function fileSource({ ports: { workTree } }: SourceTools): SourceKind<'files'> {
  return {
    list: async ({ glob: pattern }) => {
      const found = await Array.fromAsync(glob(pattern, { cwd: workTree }), (name) => listed(name.split(path.sep).join('/'), workTree))
      return found.filter((file) => file !== null)
    },
    fetch: async ({ glob: name }, file) => await read(name, { workTree, file }),
  }
}

async function listed(name: string, workTree: string): Promise<RemoteFile | null> {
  const file = path.join(workTree, name)
  const info = await stat(file).catch(() => null)
  if (info?.isFile() !== true) return null
  const pointer = await lfsPointerAt(file)
  const known = pointer === null ? { bytes: info.size, sha256: null } : { bytes: pointer.bytes, sha256: `sha256:${pointer.oid}` as const }
  return { uri: name, name: safeName(name, 'the repository'), version: null, ...known }
}

async function read(name: string, { workTree, file }: { readonly workTree: string; readonly file: FileRequest }): Promise<FetchedFile> {
  const place = path.join(workTree, name)
  const info = await stat(place).catch(() => null)
  if (info?.isFile() !== true)
    throw new SourceError('SOURCE_NOT_FOUND', `there is no file ${name}`, { hint: 'check the path; make or fetch the data first' })
  const pointer = await lfsPointerAt(place)
  const data = pointer === null ? place : await lfsObject(workTree, pointer)
  if (data === null) throw lfsWithoutData(name)
  const { digest, bytes } = await hashFile(data)
  if (pointer !== null && digest !== `sha256:${pointer.oid}`) throw changed(file, 'is kept by Git LFS with other bytes than its pointer names')
  if (file.digest !== null && digest !== file.digest) throw changed(file, `has ${bytes} bytes of another digest`)
  return { path: data, digest, bytes }
}
