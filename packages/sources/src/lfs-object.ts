import { open, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { type LfsPointer, maxLfsPointerBytes, readLfsPointer } from './lfs-pointer.ts'

/** The Git LFS pointer that stands where a file should; null where the file is one. */
export async function lfsPointerAt(file: string): Promise<LfsPointer | null> {
  await using handle = await open(file)
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(maxLfsPointerBytes + 1), 0, maxLfsPointerBytes + 1, 0)
  return bytesRead > maxLfsPointerBytes ? null : readLfsPointer(buffer.subarray(0, bytesRead))
}

/** Where Git LFS keeps the object on this machine; null where it does not. */
export async function lfsObject(workTree: string, { oid }: LfsPointer): Promise<string | null> {
  const object = path.join(await gitFolder(workTree), 'lfs', 'objects', oid.slice(0, 2), oid.slice(2, 4), oid)
  const info = await stat(object).catch(() => null)
  return info?.isFile() === true ? object : null
}

// In a further work tree `.git` is a file that names its folder, which names the one that all share.
async function gitFolder(workTree: string): Promise<string> {
  const own = path.join(workTree, '.git')
  const link = await readFile(own, 'utf8').catch(() => null)
  const [, target] = /^gitdir: (.+)$/m.exec(link ?? '') ?? []
  if (target === undefined) return own
  const folder = path.resolve(workTree, target.trim())
  const common = await readFile(path.join(folder, 'commondir'), 'utf8').catch(() => '.')
  return path.resolve(folder, common.trim())
}
