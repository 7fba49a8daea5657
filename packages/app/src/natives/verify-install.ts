import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { NativeError } from './errors.ts'
import { digestsName, type FileDigests, fileDigests, installDigest } from './install-digest.ts'

/**
 * Hashes an installed library again, as the tool cache of a machine that is used twice may have been written to since:
 * the digest of all files must be the one in our own code. `.digests.json` serves to name the file that differs.
 * @throws {NativeError} `INSTALL_CHANGED`
 */
export async function verifyInstall(folder: string, expected: string): Promise<void> {
  const actual = await fileDigests(folder)
  if (installDigest(actual) === expected) return
  const changed = changedFiles(await recordedDigests(folder), actual).slice(0, 5)
  const what = changed.length === 0 ? 'not the pinned files' : `changed since it was installed: ${changed.join(', ')}`
  throw new NativeError('INSTALL_CHANGED', `"${folder}" is ${what}`, {
    hint: 'find out who wrote there, then delete the folder: it will be installed again',
  })
}

function changedFiles(recorded: FileDigests, actual: FileDigests): readonly string[] {
  const paths = new Set([...Object.keys(recorded), ...Object.keys(actual)])
  return [...paths].filter((path) => recorded[path] !== actual[path]).sort()
}

async function recordedDigests(folder: string): Promise<FileDigests> {
  try {
    const parsed: unknown = JSON.parse(await readFile(join(folder, digestsName), 'utf8'))
    const files = typeof parsed === 'object' && parsed !== null && 'files' in parsed ? parsed.files : {}
    return Object.fromEntries(Object.entries(files ?? {}).map(([path, digest]) => [path, String(digest)]))
  } catch {
    return {}
  }
}
