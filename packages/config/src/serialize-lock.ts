import { Document } from 'yaml'
import type { Lock, LockedFile } from './lock.ts'

const header = ' written by seaworthy lock: the exact data that this commit trains and judges on; commit it, never edit it'

/** The text of a lock: sources and files sorted by code unit, keys in one order, so that equal locks are equal bytes. */
export function serializeLock(lock: Lock): string {
  const sources = [...lock.sources]
    .sort((a, b) => byCodeUnit(a.source, b.source))
    .map(({ source, files }) => [source, [...files].sort((a, b) => byCodeUnit(a.path, b.path)).map(inOrder)] as const)
  const document = new Document({ version: 1, sources: Object.fromEntries(sources) })
  document.commentBefore = header
  return document.toString({ lineWidth: 0, singleQuote: true })
}

function inOrder({ path, uri, digest, bytes, rows }: LockedFile): Omit<LockedFile, 'uri'> & Partial<LockedFile> {
  return { path, ...(uri === null ? {} : { uri }), digest, bytes, rows }
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
