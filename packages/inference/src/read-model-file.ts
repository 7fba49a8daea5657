import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { classLabels } from './class-labels.ts'
import { InferenceError } from './errors.ts'
import { externalFiles } from './external-data.ts'
import { levelList, namedList, numberedNames } from './named-lists.ts'
import { type OnnxDocument, readOnnx } from './onnx-document.ts'
import { WireError } from './protobuf.ts'
import { notOnnx, refuseOtherFormats } from './refuse-other-formats.ts'
import { removeZipMap } from './zip-map.ts'

export interface ModelFile {
  readonly digest: `sha256:${string}`
  readonly size: number
  /** What ONNX Runtime is given: the file's bytes, without ZipMap. */
  readonly runnable: Uint8Array
  readonly zipMapRemoved: boolean
  /** By the metadata property `classes`, else by `names` as Ultralytics writes them, else by the graph. */
  readonly classes: readonly string[] | null
  /** By the metadata property `labels`. */
  readonly labels: readonly string[] | null
  /** By the metadata property `quantiles`. */
  readonly quantiles: readonly number[] | null
  readonly metadata: ReadonlyMap<string, string>
  readonly opsets: ReadonlyMap<string, number>
}

/** ModelProto starts with its `ir_version`, field 1: every serializer writes fields in order. */
const irVersionTag = 0x08

/**
 * Reads a model file once, and derives everything from those bytes.
 * @throws {InferenceError} `MODEL_MISSING`, `MODEL_UNREADABLE`, `MODEL_FORMAT`, `PICKLE_REFUSED`, `EXTERNAL_DATA`
 */
export async function readModelFile(file: string): Promise<ModelFile> {
  const bytes = await readBytes(file)
  refuseOtherFormats(bytes, file)
  const document = parseOnnx(bytes, file)
  await refuseExternalData(externalFiles(document.graph), file)
  const rewritten = removeZipMap(document)
  const { metadata, opsets } = document
  return {
    digest: `sha256:${createHash('sha256').update(bytes).digest('hex')}`,
    size: bytes.length,
    runnable: rewritten?.bytes ?? bytes,
    zipMapRemoved: rewritten !== null,
    classes: namedList(metadata.get('classes')) ?? numberedNames(metadata.get('names')) ?? classLabels(document.nodes),
    labels: namedList(metadata.get('labels')),
    quantiles: levelList(metadata.get('quantiles')),
    metadata,
    opsets,
  }
}

async function readBytes(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file)
  } catch (cause) {
    throw unreadable(file, cause)
  }
}

/** Why a file of a model could not be read. */
export function unreadable(file: string, cause: unknown): InferenceError {
  const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT'
  if (missing) return new InferenceError('MODEL_MISSING', `model "${file}" does not exist`, { hint: 'name the file that training writes', cause })
  return new InferenceError('MODEL_UNREADABLE', `model "${file}" cannot be read`, { hint: 'an ONNX model is one file of less than 2 GiB', cause })
}

/** @throws {InferenceError} `MODEL_FORMAT`, `MODEL_UNREADABLE` */
export function parseOnnx(bytes: Uint8Array, file: string): OnnxDocument {
  const document = readWire(bytes, file)
  if (document === null) throw notOnnx(file, 'a message without a graph')
  return document
}

function readWire(bytes: Uint8Array, file: string): OnnxDocument | null {
  try {
    return readOnnx(bytes)
  } catch (cause) {
    if (!(cause instanceof WireError)) throw cause
    if (bytes[0] !== irVersionTag) throw notOnnx(file, 'in no format that is known here')
    throw new InferenceError('MODEL_UNREADABLE', `model "${file}" stops in the middle or is damaged: ${cause.message}`, {
      hint: 'write it again; an interrupted upload or a full disk leaves such a file',
      cause,
    })
  }
}

// None is read, wherever it lies: a name that climbs could hand out any file of the machine, and a file beside is not in the digest.
async function refuseExternalData(files: readonly string[], model: string): Promise<void> {
  const [name] = files
  if (name === undefined) return
  const what = isOutside(name)
    ? 'which points outside of its folder'
    : (await exists(model, name))
      ? 'which its digest does not cover'
      : 'which is missing'
  const more = files.length > 1 ? ` and ${files.length - 1} more files` : ''
  throw new InferenceError('EXTERNAL_DATA', `model "${model}" keeps weights in another file, "${name}"${more}, ${what}`, {
    hint: 'save it in one file: onnx.save(model, path, save_as_external_data=False)',
  })
}

function isOutside(name: string): boolean {
  return path.isAbsolute(name) || path.win32.isAbsolute(name) || /^[a-z]:/i.test(name) || name.split(/[/\\]/).includes('..')
}

async function exists(model: string, name: string): Promise<boolean> {
  return await stat(path.join(path.dirname(model), name)).then(
    (found) => found.isFile(),
    () => false,
  )
}
