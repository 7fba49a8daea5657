import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { InferenceError } from './errors.ts'
import { archivedFiles, isFolderArchive } from './folder/folder-archive.ts'
import { packFolder } from './folder/pack-folder.ts'

/** The bytes of a model, and of what came with it. */
export interface ModelParts {
  /** As people know it. */
  readonly name: string
  readonly digest: `sha256:${string}`
  readonly size: number
  /** Those of the file that says what is computed. */
  readonly bytes: Uint8Array
  /** Of a folder: its other files, by their path from the folder in which that file lies. Null: the model is one file. */
  readonly beside: ReadonlyMap<string, Uint8Array> | null
}

/**
 * Reads a model once: a file, a folder that was written as one, or a folder, which is taken as if it had been.
 * @throws {InferenceError} `MODEL_MISSING`, `MODEL_UNREADABLE`, `FOLDER_UNSAFE`, `MODEL_FORMAT` for a folder without a model in ONNX, or with several
 */
export async function readParts(file: string): Promise<ModelParts> {
  const bytes = await readBytes(file)
  const whole = { name: file, digest: `sha256:${createHash('sha256').update(bytes).digest('hex')}`, size: bytes.length } as const
  if (!isFolderArchive(bytes)) return { ...whole, bytes, beside: null }
  const source = { name: file, bytes: bytes.length, read: async (offset: number, length: number) => bytes.subarray(offset, offset + length) }
  const files = new Map((await archivedFiles(source)).map((one) => [one.path, bytes.subarray(one.offset, one.offset + one.bytes)]))
  const main = mainFile([...files.keys()], file)
  const folder = main.slice(0, main.lastIndexOf('/') + 1)
  const beside = [...files].flatMap(([name, data]) => (name.startsWith(folder) && name !== main ? [[name.slice(folder.length), data] as const] : []))
  return { ...whole, bytes: files.get(main) ?? new Uint8Array(), beside: new Map(beside) }
}

/** In a folder: `model.onnx`, else the only file that is called so. */
export function mainFile(names: readonly string[], folder: string): string {
  const models = names.filter((name) => name.toLowerCase().endsWith('.onnx'))
  const main = models.find((name) => name === 'model.onnx') ?? (models.length === 1 ? models[0] : undefined)
  if (main !== undefined) return main
  const what = models.length === 0 ? 'a folder without an ONNX file' : `a folder with several ONNX files (${models.slice(0, 5).join(', ')})`
  throw new InferenceError('MODEL_FORMAT', `model "${folder}" is ${what}`, {
    hint: 'name the one that is run model.onnx, at its top; or let a command of yours predict with the folder: evaluate.predict',
  })
}

async function readBytes(file: string): Promise<Uint8Array> {
  try {
    return (await stat(file)).isDirectory() ? await packedBytes(file) : await readFile(file)
  } catch (cause) {
    throw cause instanceof InferenceError ? cause : unreadable(file, cause)
  }
}

async function packedBytes(folder: string): Promise<Uint8Array> {
  const scratch = await mkdtemp(path.join(tmpdir(), 'model-'))
  try {
    await packFolder(folder, path.join(scratch, 'model.tar'))
    return await readFile(path.join(scratch, 'model.tar'))
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

/** Why a file of a model could not be read. */
export function unreadable(file: string, cause: unknown): InferenceError {
  const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT'
  if (missing) return new InferenceError('MODEL_MISSING', `model "${file}" does not exist`, { hint: 'name the file that training writes', cause })
  return new InferenceError('MODEL_UNREADABLE', `model "${file}" cannot be read`, { hint: 'an ONNX model is one file of less than 2 GiB', cause })
}
