import { lstat, readdir, realpath, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { canonicalJson, type Digest, digestOf } from '@seaworthy/record'
import { TrainingError } from './errors.ts'
import { fileDigest } from './file-digest.ts'

export interface OutputDigest {
  readonly digest: Digest
  readonly bytes: number
}

interface OutputFile {
  readonly path: string
  readonly absolute: string
  readonly bytes: number
}

/**
 * The digest of a file, or of a folder: that of the canonical JSON of its files' `{ path, digest }`, sorted by path. A
 * link to a file inside `root`, the real path of the output folder, counts as that file; one that leaves it, a linked
 * folder, a socket or a pipe is refused, as who publishes the output would publish what it points at.
 * @throws {TrainingError} `OUTPUT_UNSAFE`
 */
export async function digestOutput(path: string, root: string): Promise<OutputDigest> {
  const files = await outputFiles(path, root)
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
  const [only] = files
  if (only?.path === '') return { digest: await fileDigest(path), bytes }
  const entries: { path: string; digest: Digest }[] = []
  for (const file of files.toSorted((a, b) => (a.path < b.path ? -1 : 1))) entries.push({ path: file.path, digest: await fileDigest(file.absolute) })
  return { digest: digestOf(canonicalJson(entries)), bytes }
}

async function outputFiles(path: string, root: string): Promise<OutputFile[]> {
  const info = await lstat(path)
  if (!info.isDirectory()) return [await outputFile(path, { path: '', root })]
  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  const files: OutputFile[] = []
  for (const entry of entries.filter((one) => !one.isDirectory())) {
    const absolute = join(entry.parentPath, entry.name)
    files.push(await outputFile(absolute, { path: relative(path, absolute).split(sep).join('/'), root }))
  }
  return files
}

async function outputFile(absolute: string, { path, root }: { path: string; root: string }): Promise<OutputFile> {
  const target = await realpath(absolute).catch(() => null)
  if (target === null || !target.startsWith(root + sep)) throw unsafe(absolute, root, 'is a link that leads out of the output folder')
  const info = await stat(target)
  if (!info.isFile()) throw unsafe(absolute, root, 'is neither a file nor a folder')
  return { path, absolute, bytes: info.size }
}

function unsafe(absolute: string, root: string, what: string): TrainingError {
  const name = relative(root, absolute).split(sep).join('/')
  return new TrainingError('OUTPUT_UNSAFE', `output "${name}" ${what}`, { hint: 'write plain files into "$OUT"' })
}
