import { type Config, type DataPlan, isAddress, type Lock, type LockedFile, parseLock, serializeLock } from '@seaworthy/config'
import { PipelineError } from './errors.ts'
import type { Line } from './line.ts'
import type { FetchedFile } from './ports.ts'
import { lockPath, requireConfig, text } from './repository-files.ts'

/** The lock of the data as they are now: every file that a model's data name, fetched where it must be, and measured. Monitored data are never locked. */
export async function measureLock(line: Line, config: Config): Promise<Lock> {
  const tables = new Set(config.models.flatMap(({ data }) => data.flatMap(tablesOf)))
  const sources: { source: string; files: readonly LockedFile[] }[] = []
  for (const source of sourcesOfData(config)) sources.push({ source, files: await measure(line, source, { isTable: tables.has(source) }) })
  return { version: 1, sources }
}

/** Every source that a model's data, their references or images name, sorted. */
export function sourcesOfData(config: Config): readonly string[] {
  const data = config.models.flatMap((model) => model.data)
  return [...new Set(data.flatMap((one) => [...tablesOf(one), ...imagesOf(one)]))].toSorted()
}

/** The sources of one dataset that hold rows. */
export function tablesOf({ source, references }: DataPlan): readonly string[] {
  return [source, ...references.map((reference) => reference.source)]
}

/** And those that hold images. */
export function imagesOf({ images }: DataPlan): readonly string[] {
  return images === undefined ? [] : [images]
}

async function measure(line: Line, source: string, { isTable }: { readonly isTable: boolean }): Promise<readonly LockedFile[]> {
  const { files } = await fetchSource(line, source)
  if (files.length === 0)
    throw new PipelineError('DATA_MISSING', `no file matches ${source}`, {
      hint: 'fetch or make the data first, or mend the source in seaworthy.yml',
    })
  if (isTable) return measureFiles(line, files)
  return files.map(({ name, uri, digest, bytes }) => ({ path: name, uri, digest, bytes, rows: 0 }))
}

export interface FetchedSource {
  readonly files: readonly (FetchedFile & { readonly uri: string | null })[]
}

/** The files of a source as they are now, on this machine; those with a name of `known` are left out. */
export async function fetchSource(line: Line, source: string, known: ReadonlySet<string> = new Set()): Promise<FetchedSource> {
  const listed = (await line.data.list(source)).filter((file) => !known.has(file.name))
  const files: (FetchedFile & { readonly uri: string | null })[] = []
  for (const file of listed) {
    const fetched = await line.data.fetch(file, null)
    if (fetched) files.push({ ...fetched, uri: file.uri })
  }
  return { files }
}

/** What a lock says of files: digest, bytes and rows of each. */
export async function measureFiles(line: Line, files: FetchedSource['files']): Promise<LockedFile[]> {
  const session = await line.engines.session()
  const measured: LockedFile[] = []
  for (const { path, name, uri, digest, bytes } of files)
    measured.push({ path: name, uri, digest, bytes, rows: await session.rows([{ path, name }]) })
  return measured
}

/** The files that a lock names, of all its sources. */
export function lockedPaths(lock: Lock): ReadonlySet<string> {
  return new Set(lock.sources.flatMap((source) => source.files.map((file) => file.path)))
}

/** Writes the lock; true where that changed it. */
export async function writeLock(line: Line): Promise<{ readonly changed: boolean; readonly files: number }> {
  const config = await requireConfig(line.tree, (await line.tree.workingTree()).tree)
  const lock = await measureLock(line, config)
  const path = `${line.tree.root}/${lockPath}`
  const before = await line.files.read(path)
  const after = serializeLock(lock)
  const changed = !before || text(before) !== after
  if (changed) await line.files.write(path, after)
  return { changed, files: lock.sources.reduce((sum, source) => sum + source.files.length, 0) }
}

/**
 * Compares the lock with the data on this machine. Files that match a source and stand in no lock are new data, and no complaint.
 * @throws {PipelineError} `LOCK_MISSING`, `LOCK_STALE` naming each file that is missing or has other bytes.
 */
export async function checkLock(line: Line): Promise<{ readonly files: number; readonly unlocked: readonly string[] }> {
  const bytes = await line.files.read(`${line.tree.root}/${lockPath}`)
  if (!bytes) throw new PipelineError('LOCK_MISSING', `there is no ${lockPath}`, { hint: 'seaworthy lock writes it' })
  const lock = parseLock(text(bytes), lockPath)
  const stale: string[] = []
  for (const file of lock.sources.flatMap((source) => source.files)) {
    const actual = await line.data.fetch({ name: file.path, uri: file.uri }, file)
    if (!actual) stale.push(`${file.path} is missing`)
    else if (actual.digest !== file.digest) stale.push(`${file.path} has ${actual.digest}, not ${file.digest}`)
  }
  if (stale.length > 0)
    throw new PipelineError('LOCK_STALE', `${lockPath} does not describe the data here: ${stale.join('; ')}`, {
      hint: 'data files are immutable: restore them, or run seaworthy lock and review the change',
    })
  return { files: lock.sources.reduce((sum, source) => sum + source.files.length, 0), unlocked: await unlockedFiles(line, lock) }
}

async function unlockedFiles(line: Line, lock: Lock): Promise<readonly string[]> {
  const known = lockedPaths(lock)
  const found = await Promise.all(lock.sources.filter(({ source }) => !isAddress(source)).map(({ source }) => line.data.list(source)))
  return found.flat().flatMap((file) => (known.has(file.name) ? [] : [file.name]))
}

/** A lock to which files were added: how a retraining pull request says which data it asks for. */
export function withFiles(lock: Lock, source: string, files: readonly LockedFile[]): Lock {
  const known = lock.sources.some((entry) => entry.source === source)
  const sources = known ? lock.sources : [...lock.sources, { source, files: [] }]
  return { version: 1, sources: sources.map((entry) => (entry.source === source ? { source, files: [...entry.files, ...files] } : entry)) }
}
