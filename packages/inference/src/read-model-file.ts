import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { classLabels } from './class-labels.ts'
import { InferenceError } from './errors.ts'
import { hasExternalData } from './external-data.ts'
import { notOnnx, refuseOtherFormats } from './model-format.ts'
import { type OnnxDocument, readOnnx } from './onnx-document.ts'
import { WireError } from './protobuf.ts'
import { removeZipMap } from './zip-map.ts'

export interface ModelFile {
  readonly digest: `sha256:${string}`
  readonly size: number
  /** What ONNX Runtime is given: the file's bytes, without ZipMap. */
  readonly runnable: Uint8Array
  readonly zipMapRemoved: boolean
  readonly classes: readonly string[] | null
  readonly metadata: ReadonlyMap<string, string>
}

/** ModelProto starts with its `ir_version`, field 1: every serializer writes fields in order. */
const irVersionTag = 0x08

/**
 * Reads a model file once, and derives everything from those bytes.
 * @throws {InferenceError} `MODEL_MISSING`, `MODEL_UNREADABLE`, `MODEL_FORMAT`, `EXTERNAL_DATA`
 */
export async function readModelFile(path: string): Promise<ModelFile> {
  const bytes = await readBytes(path)
  refuseOtherFormats(bytes, path)
  const document = parse(bytes, path)
  if (hasExternalData(document.graph)) throw externalData(path)
  const rewritten = removeZipMap(document)
  return {
    digest: `sha256:${createHash('sha256').update(bytes).digest('hex')}`,
    size: bytes.length,
    runnable: rewritten?.bytes ?? bytes,
    zipMapRemoved: rewritten !== null,
    classes: classLabels(document.nodes),
    metadata: document.metadata,
  }
}

async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path)
  } catch (cause) {
    const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT'
    if (missing) throw new InferenceError('MODEL_MISSING', `model "${path}" does not exist`, { hint: 'name the file that training writes', cause })
    throw new InferenceError('MODEL_UNREADABLE', `model "${path}" cannot be read`, { hint: 'an ONNX model is one file of less than 2 GiB', cause })
  }
}

function parse(bytes: Uint8Array, path: string): OnnxDocument {
  const document = readWire(bytes, path)
  if (document === null) throw notOnnx(path, 'a message without a graph')
  return document
}

function readWire(bytes: Uint8Array, path: string): OnnxDocument | null {
  try {
    return readOnnx(bytes)
  } catch (cause) {
    if (!(cause instanceof WireError)) throw cause
    if (bytes[0] !== irVersionTag) throw notOnnx(path, 'in no format that is known here')
    throw new InferenceError('MODEL_UNREADABLE', `model "${path}" stops in the middle or is damaged: ${cause.message}`, {
      hint: 'write it again; an interrupted upload or a full disk leaves such a file',
      cause,
    })
  }
}

function externalData(path: string): InferenceError {
  return new InferenceError('EXTERNAL_DATA', `model "${path}" keeps weights in another file, which its digest does not cover`, {
    hint: 'save it in one file: onnx.save(model, path, save_as_external_data=False)',
  })
}
