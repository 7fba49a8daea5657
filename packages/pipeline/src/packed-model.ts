import path from 'node:path'
import { isPackedFolder, packFolder, unpackFolder } from '@seaworthy/inference'
import type { Digest } from '@seaworthy/record'
import { TrainingError, type TrainingOutput } from '@seaworthy/training'
import type { Line } from './line.ts'

const ending = '.tar'

/**
 * What a training left, its model as one file: a folder becomes an archive beside it, and is gone. Whatever carries files carries it so,
 * under one digest.
 * @throws {TrainingError} `OUTPUT_UNSAFE` where something of the archive's name is there; {@link packFolder}'s for what a folder may not hold.
 */
export async function packedOutputs(line: Pick<Line, 'files'>, outputs: readonly TrainingOutput[]): Promise<readonly TrainingOutput[]> {
  const packed: TrainingOutput[] = []
  for (const output of outputs) packed.push(output.role === 'model' ? await packedOutput(line, output, outputs) : output)
  return packed
}

async function packedOutput({ files }: Pick<Line, 'files'>, output: TrainingOutput, all: readonly TrainingOutput[]): Promise<TrainingOutput> {
  if (await files.digest(output.path)) return output
  const name = `${output.name}${ending}`
  if (all.some((other) => other.name === name))
    throw new TrainingError('OUTPUT_UNSAFE', `output "${name}" stands where the folder "${output.name}" is written as one file`, {
      hint: 'give it another name',
    })
  const to = `${output.path}${ending}`
  const { digest, bytes } = await packFolder(output.path, to)
  await files.remove(output.path)
  return { role: output.role, name, path: to, digest, bytes }
}

/** The folder that a model was, made again below another one; of a model that was a file, that file. */
export async function unpackedModel(file: string, into: string): Promise<string> {
  if (!(await isPackedFolder(file))) return file
  const folder = path.join(into, path.basename(file, ending))
  await unpackFolder(file, folder)
  return folder
}

/** The digest under which a model is judged, be it a file or a folder; null where there is neither. */
export async function digestOfModel({ files }: Pick<Line, 'files'>, at: string): Promise<{ readonly digest: Digest; readonly bytes: number } | null> {
  const found = await files.digest(at)
  if (found) return found
  try {
    return await packFolder(at, null)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

/** A model as one file: itself, or an archive of the folder that it is, written below `into`. Null where there is neither. */
export async function fileOfModel({ files }: Pick<Line, 'files'>, at: string, into: string): Promise<string | null> {
  if (await files.digest(at)) return at
  if (!(await digestOfModel({ files }, at))) return null
  const to = path.join(into, `${path.basename(at)}${ending}`)
  await files.remove(to)
  await packFolder(at, to)
  return to
}
