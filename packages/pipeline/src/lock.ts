import { type Config, type Lock, type LockedFile, parseLock, serializeLock } from '@seaworthy/config'
import type { DataFile } from '@seaworthy/datasets'
import { PipelineError } from './errors.ts'
import type { Line } from './line.ts'
import { lockPath, requireConfig, text } from './repository-files.ts'

/** The lock of the data on this machine: every file that a model's data name, measured. Monitored data are never locked. */
export async function measureLock(line: Line, config: Config): Promise<Lock> {
  const names = [...new Set(config.models.flatMap((model) => model.data.map((data) => data.source)))].toSorted()
  const sources: { source: string; files: readonly LockedFile[] }[] = []
  for (const source of names) sources.push({ source, files: await measure(line, source) })
  return { version: 1, sources }
}

async function measure(line: Line, source: string): Promise<readonly LockedFile[]> {
  const files = await line.files.matching(source)
  if (files.length === 0)
    throw new PipelineError('DATA_MISSING', `no file matches ${source}`, {
      hint: 'fetch or make the data first, or mend the source in seaworthy.yml',
    })
  return measureFiles(line, files)
}

/** What a lock says of files: digest, bytes and rows of each. */
export async function measureFiles(line: Line, files: readonly DataFile[]): Promise<LockedFile[]> {
  const session = await line.engines.session()
  const measured: LockedFile[] = []
  for (const file of files) {
    const found = await line.files.digest(file.path)
    if (found) measured.push({ path: file.name, ...found, rows: await session.rows([file]) })
  }
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
    const actual = await line.files.digest(`${line.tree.root}/${file.path}`)
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
  const found = await Promise.all(lock.sources.map((source) => line.files.matching(source.source)))
  return found.flat().flatMap((file) => (known.has(file.name) ? [] : [file.name]))
}

/** A lock to which files were added: how a retraining pull request says which data it asks for. */
export function withFiles(lock: Lock, source: string, files: readonly LockedFile[]): Lock {
  const known = lock.sources.some((entry) => entry.source === source)
  const sources = known ? lock.sources : [...lock.sources, { source, files: [] }]
  return { version: 1, sources: sources.map((entry) => (entry.source === source ? { source, files: [...entry.files, ...files] } : entry)) }
}
