import { lstat, mkdir, readdir, realpath } from 'node:fs/promises'
import { isAbsolute, join, normalize, sep } from 'node:path'
import type { Digest } from '@seaworthy/record'
import { TrainingError } from './errors.ts'
import { digestOutput } from './output-tree.ts'

export interface TrainingOutput {
  readonly role: 'model' | 'metrics' | 'predictions' | 'other'
  /** Path under the output folder, with `/`. */
  readonly name: string
  /** Absolute path. */
  readonly path: string
  readonly digest: Digest
  readonly bytes: number
}

export interface DeclaredOutputs {
  /** Real path of the output folder, as it was before the command ran. */
  readonly root: string
  readonly model: string
  readonly metrics: string | null
}

/**
 * Makes the output folder, which must be empty: what an earlier run left there would pass for this one's model.
 * @throws {TrainingError} `OUT_NOT_EMPTY`
 */
export async function prepareOut(out: string): Promise<string> {
  await mkdir(out, { recursive: true })
  const [left] = await readdir(out)
  if (left === undefined) return await realpath(out)
  throw new TrainingError('OUT_NOT_EMPTY', `output folder "${out}" already holds "${left}"`, { hint: 'give each run a new folder' })
}

/**
 * What the command declared and wrote: the model, the metrics file, and other plain files at the top of the folder.
 * @throws {TrainingError} `OUTPUT_MISSING`, `OUTPUT_EMPTY`, `OUTPUT_UNSAFE`
 */
export async function collectOutputs({ root, model, metrics }: DeclaredOutputs): Promise<readonly TrainingOutput[]> {
  await requireSameFolder(root)
  const declared = [await declaredOutput(root, 'model', model)]
  if (metrics !== null) declared.push(await declaredOutput(root, 'metrics', metrics))
  const names = new Set(declared.map((output) => output.name))
  const entries = (await readdir(root, { withFileTypes: true })).filter((entry) => entry.isFile() && !names.has(entry.name))
  const others: TrainingOutput[] = []
  for (const name of entries.map((entry) => entry.name).sort()) others.push(await output(root, 'other', name))
  return [...declared, ...others]
}

async function requireSameFolder(root: string): Promise<void> {
  const same = (await realpath(root).catch(() => null)) === root
  if (!same)
    throw new TrainingError('OUTPUT_UNSAFE', `output folder "${root}" was moved or removed`, { hint: 'write into "$OUT", and leave it in place' })
}

/**
 * One declared output: a file or folder under the output folder, not empty, no link that leads out of it.
 * @throws {TrainingError} `OUTPUT_MISSING`, `OUTPUT_EMPTY`, `OUTPUT_UNSAFE`
 */
export async function declaredOutput(root: string, role: 'model' | 'metrics' | 'predictions', declared: string): Promise<TrainingOutput> {
  const name = normalize(declared).split(sep).join('/').replace(/\/$/, '')
  if (isAbsolute(declared) || name === '.' || name === '..' || name.startsWith('../')) {
    throw new TrainingError('OUTPUT_UNSAFE', `${role} "${declared}" does not lie under the output folder`, { hint: 'name a path relative to "$OUT"' })
  }
  const found = await lstat(join(root, name)).catch(() => null)
  if (found === null) throw await missing(root, role, name)
  const written = await output(root, role, name)
  if (written.bytes === 0) throw new TrainingError('OUTPUT_EMPTY', `${role} "${name}" is empty`, { hint: 'check that the command closes the file' })
  return written
}

async function output(root: string, role: TrainingOutput['role'], name: string): Promise<TrainingOutput> {
  const path = join(root, name)
  return { role, name, path, ...(await digestOutput(path, root)) }
}

async function missing(root: string, role: string, name: string): Promise<TrainingError> {
  const names = (await readdir(root)).slice(0, 10)
  const there = names.length === 0 ? 'nothing was written' : `there are: ${names.join(', ')}`
  return new TrainingError('OUTPUT_MISSING', `the command ended well but wrote no ${role} "${name}"`, {
    hint: `write it to "$OUT/${name}"; ${there}`,
  })
}
