import { open, readFile, stat } from 'node:fs/promises'
import { describeFolder } from './describe-folder.ts'
import { InferenceError } from './errors.ts'
import { externalFiles } from './external-data.ts'
import { isFolderArchive } from './folder/folder-archive.ts'
import { ggufParameters, HeaderContinues } from './formats/gguf.ts'
import { archiveTitle, formatOf, type ModelFormat } from './formats/model-format.ts'
import { picklesIn } from './formats/pickles-in.ts'
import { safetensorsHeaderEnd, safetensorsParameters } from './formats/safetensors.ts'
import type { PickleFindings } from './formats/scan-pickle.ts'
import { xgboostModel } from './formats/xgboost-json.ts'
import { unreadable } from './model-parts.ts'
import { graphContent } from './onnx-parameters.ts'
import { parseOnnx } from './read-model-file.ts'

/** What a file of a model is, told by its content; nothing in it is run. */
export interface ModelDescription {
  readonly format: ModelFormat
  /** For people: `an ONNX model`, `a safetensors file`. */
  readonly title: string
  readonly bytes: number
  /** Numbers that were fitted, see `graphContent`; null where the format does not say, or is not looked into. */
  readonly parameters: number | null
  /** Of ONNX: versions of its operator sets by domain. */
  readonly opsets: Readonly<Record<string, number>>
  /** Of ONNX: how often each operator occurs. */
  readonly operators: Readonly<Record<string, number>>
  /** Of ONNX: other files that hold its weights. */
  readonly external: readonly string[]
  /** Of a pickle, or what holds one: what reading it would do. */
  readonly pickle: PickleFindings | null
}

const headBytes = 2 ** 16
const maxGgufHeader = 2 ** 28

/**
 * Tells a model file by its content, and counts its parameters. Of safetensors and GGUF only the header is read, of whatever size the
 * file is; other files are read as a whole. A folder, written as one file or not, is what its files are.
 * @throws {InferenceError} `MODEL_MISSING`, `MODEL_UNREADABLE` (empty, cut off, a header that does not describe the file)
 */
export async function describeModel(file: string): Promise<ModelDescription> {
  if ((await stat(file).catch(() => null))?.isDirectory()) return await describeFolder(file, describeModel)
  const { head, bytes } = await readHead(file, headBytes)
  if (isFolderArchive(head)) return { ...(await describeFolder(file, describeModel)), bytes }
  if (bytes === 0) throw new InferenceError('MODEL_UNREADABLE', `model "${file}" is empty`, { hint: 'write the model before the command ends' })
  const known = formatOf(head)
  const base = { bytes, parameters: null, opsets: {}, operators: {}, external: [], pickle: null }
  if (known?.format === 'safetensors') {
    const header = (await readHead(file, safetensorsHeaderEnd(head) ?? 0)).head
    if (header.length < (safetensorsHeaderEnd(head) ?? 0)) throw cutOff(file)
    return { ...base, format: 'safetensors', title: known.title, parameters: safetensorsParameters(header, { path: file, bytes }) }
  }
  if (known?.format === 'gguf') return { ...base, format: 'gguf', title: known.title, parameters: await ggufNumbers(file, bytes) }
  return { ...base, ...describeBytes(await wholeFile(file), { file, known }) }
}

interface Known {
  readonly format: ModelFormat
  readonly title: string
}

function describeBytes(
  bytes: Uint8Array,
  { file, known }: { readonly file: string; readonly known: Known | null },
): Partial<ModelDescription> & Known {
  const pickle = picklesIn(bytes)
  if (pickle) return { format: 'pickle', title: pickle.title, pickle: pickle.findings }
  if (known?.format === 'archive') return { format: 'archive', title: archiveTitle(bytes) }
  const xgboost = known?.format === 'json' ? xgboostModel(new TextDecoder().decode(bytes)) : null
  if (xgboost) return { format: 'xgboost', title: 'a model of XGBoost in JSON', parameters: xgboost.parameters }
  return known ? { format: known.format, title: known.title } : describeOnnx(bytes, file)
}

function describeOnnx(bytes: Uint8Array, file: string): Partial<ModelDescription> & Known {
  try {
    const document = parseOnnx(bytes, file)
    const { parameters, operators } = graphContent(document)
    return {
      format: 'onnx',
      title: 'an ONNX model',
      parameters,
      operators: Object.fromEntries([...operators].toSorted(([a], [b]) => (a < b ? -1 : 1))),
      opsets: Object.fromEntries(document.opsets),
      external: externalFiles(document),
    }
  } catch (error) {
    if (error instanceof InferenceError && error.code === 'MODEL_FORMAT') return { format: 'unknown', title: 'a file of unknown format' }
    throw error
  }
}

// The header of a GGUF file holds its vocabulary, so it may be large: it is read in growing parts.
async function ggufNumbers(file: string, bytes: number): Promise<number> {
  for (let size = 2 ** 20; ; size *= 8) {
    try {
      return ggufParameters((await readHead(file, size)).head, file)
    } catch (error) {
      if (!(error instanceof HeaderContinues)) throw error
      if (size >= Math.min(bytes, maxGgufHeader)) throw cutOff(file)
    }
  }
}

function cutOff(file: string): InferenceError {
  return new InferenceError('MODEL_UNREADABLE', `model "${file}" stops in its header`, { hint: 'write or download it again' })
}

async function wholeFile(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file)
  } catch (cause) {
    throw unreadable(file, cause)
  }
}

async function readHead(file: string, most: number): Promise<{ readonly head: Uint8Array; readonly bytes: number }> {
  try {
    await using handle = await open(file)
    const { size } = await handle.stat()
    const head = new Uint8Array(Math.min(most, size))
    await handle.read(head, 0, head.length, 0)
    return { head, bytes: size }
  } catch (cause) {
    throw unreadable(file, cause)
  }
}
