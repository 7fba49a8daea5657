import { lstat, readdir } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'

/** Path under the folder, with `/`, to a mark that changes whenever the file is written. */
export type Snapshot = ReadonlyMap<string, string>

/** What running code leaves behind by itself: caches that nobody reads as input. */
const ignoredNames = new Set(['__pycache__', '.cache', '.git'])

/**
 * Every file under a folder but those in `except`. The mark is size, mode, times of content and of status: the last one
 * no program can set, so a file that is rewritten with its old date is still seen. Links are not followed.
 */
export async function takeSnapshot(folder: string, except: readonly string[]): Promise<Snapshot> {
  const snapshot = new Map<string, string>()
  await walk(folder, { folder, except: new Set(except), snapshot })
  return snapshot
}

interface Walk {
  readonly folder: string
  readonly except: ReadonlySet<string>
  readonly snapshot: Map<string, string>
}

async function walk(current: string, context: Walk): Promise<void> {
  for (const entry of await readdir(current, { withFileTypes: true })) {
    const path = join(current, entry.name)
    if (ignoredNames.has(entry.name) || context.except.has(path)) continue
    if (entry.isDirectory()) await walk(path, context)
    else context.snapshot.set(relative(context.folder, path).split(sep).join('/'), await mark(path))
  }
}

async function mark(path: string): Promise<string> {
  const { ino, size, mode, mtimeNs, ctimeNs } = await lstat(path, { bigint: true })
  return [ino, size, mode, mtimeNs, ctimeNs].join(' ')
}

export interface Change {
  readonly path: string
  readonly kind: 'new' | 'changed' | 'removed'
}

/** What differs between two snapshots, by path. */
export function changesBetween(before: Snapshot, after: Snapshot): readonly Change[] {
  const changes: Change[] = []
  for (const [path, mark] of after) {
    const earlier = before.get(path)
    if (earlier !== mark) changes.push({ path, kind: earlier === undefined ? 'new' : 'changed' })
  }
  for (const path of before.keys()) if (!after.has(path)) changes.push({ path, kind: 'removed' })
  return changes.sort((a, b) => (a.path < b.path ? -1 : 1))
}
