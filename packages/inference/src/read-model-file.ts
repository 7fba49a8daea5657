import { classLabels } from './class-labels.ts'
import { InferenceError } from './errors.ts'
import { type ExternalFile, gatherExternal } from './gather-external.ts'
import { readParts } from './model-parts.ts'
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
  /** Files in which it keeps weights, held in memory as they were read. */
  readonly external: readonly ExternalFile[]
  /** It came in a folder, or in one that was written as one file. */
  readonly packed: boolean
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
 * Reads a model once, a file or a folder, and derives everything from those bytes.
 * @throws {InferenceError} `MODEL_MISSING`, `MODEL_UNREADABLE`, `MODEL_FORMAT`, `PICKLE_REFUSED`, `EXTERNAL_DATA`, `FOLDER_UNSAFE`
 */
export async function readModelFile(file: string): Promise<ModelFile> {
  const parts = await readParts(file)
  const { bytes } = parts
  refuseOtherFormats(bytes, file)
  const document = parseOnnx(bytes, file)
  const external = await gatherExternal(document, parts)
  const rewritten = removeZipMap(document)
  const { metadata, opsets } = document
  return {
    digest: parts.digest,
    size: parts.size,
    runnable: rewritten?.bytes ?? bytes,
    external,
    packed: parts.beside !== null,
    zipMapRemoved: rewritten !== null,
    classes: namedList(metadata.get('classes')) ?? numberedNames(metadata.get('names')) ?? classLabels(document.nodes),
    labels: namedList(metadata.get('labels')),
    quantiles: levelList(metadata.get('quantiles')),
    metadata,
    opsets,
  }
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
