import { type LockedFile, parseLock } from '@seaworthy/config'
import { PipelineError } from './errors.ts'
import type { Line } from './line.ts'
import { sourcesOfData } from './lock.ts'
import type { SourceFile } from './ports.ts'
import { lockPath, requireConfig, text } from './repository-files.ts'

/** `here` as locked; `changed`: other bytes; `absent`: locked, not on this machine; `new`: the source names it, the lock does not; `gone`: the reverse. */
export type DataState = 'here' | 'changed' | 'absent' | 'new' | 'gone'
export interface SourceStatus {
  readonly source: string
  readonly files: readonly { readonly name: string; readonly state: DataState; readonly bytes: number | null; readonly rows: number | null }[]
}

/** What the lock says of each source beside what the source names now. Fetches no data; remote sources are listed. */
export async function dataStatus(line: Line): Promise<readonly SourceStatus[]> {
  const config = await requireConfig(line.tree, (await line.tree.workingTree()).tree)
  const locked = await workingLock(line)
  const names = [...new Set([...sourcesOfData(config), ...locked.keys()])].toSorted()
  const found: SourceStatus[] = []
  for (const source of names) {
    const files = locked.get(source) ?? []
    found.push({ source, files: await statusOf(line, files, await listed(line, source, files)) })
  }
  return found
}

/** Nothing where a locked source is no more, so that its files have gone. One that was never locked must be there. */
async function listed(line: Line, source: string, locked: readonly LockedFile[]): Promise<readonly SourceFile[]> {
  try {
    return await line.data.list(source)
  } catch (error) {
    if (locked.length > 0 && error instanceof Error && 'code' in error && error.code === 'SOURCE_NOT_FOUND') return []
    throw error
  }
}

async function statusOf(line: Line, locked: readonly LockedFile[], listed: readonly SourceFile[]): Promise<SourceStatus['files']> {
  const named = new Map(listed.map((file) => [file.name, file]))
  const known = new Set(locked.map((file) => file.path))
  const files: { name: string; state: DataState; bytes: number | null; rows: number | null }[] = []
  for (const { path, uri, digest, bytes, rows } of locked) {
    const now = named.get(path)
    const held = await line.data.held({ name: path, uri }, { digest, bytes })
    const moved = now !== undefined && now.uri !== uri
    files.push({ name: path, state: moved ? 'changed' : now || held === 'here' ? held : 'gone', bytes, rows })
  }
  for (const file of listed) if (!known.has(file.name)) files.push({ name: file.name, state: 'new', bytes: null, rows: null })
  return files.toSorted((one, other) => (one.name < other.name ? -1 : 1))
}

/** Fetches every locked file that is not here, and verifies all of them. */
export async function fetchLocked(line: Line): Promise<{ readonly files: number; readonly bytes: number }> {
  const locked = [...(await workingLock(line)).values()].flat()
  for (const file of locked) {
    const fetched = await line.data.fetch({ name: file.path, uri: file.uri }, file)
    if (!fetched)
      throw new PipelineError('DATA_MISSING', `${file.path} is in ${lockPath} and not on this machine`, {
        hint: 'it is a file of the repository: whatever makes or tracks it must bring it back',
      })
    if (fetched.digest !== file.digest)
      throw new PipelineError('DATA_CHANGED', `${file.path} has digest ${fetched.digest}; ${lockPath} says ${file.digest}`, {
        hint: 'data files are immutable: restore it, or run seaworthy data update and review the change',
      })
  }
  return { files: locked.length, bytes: locked.reduce((sum, file) => sum + file.bytes, 0) }
}

async function workingLock(line: Line): Promise<ReadonlyMap<string, readonly LockedFile[]>> {
  const bytes = await line.files.read(`${line.tree.root}/${lockPath}`)
  if (!bytes) throw new PipelineError('LOCK_MISSING', `there is no ${lockPath}`, { hint: 'seaworthy data update writes it' })
  return new Map(parseLock(text(bytes), lockPath).sources.map(({ source, files }) => [source, files]))
}
