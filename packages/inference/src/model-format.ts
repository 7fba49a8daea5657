import { InferenceError } from './errors.ts'

interface KnownFormat {
  readonly title: string
  readonly magic: readonly number[]
  readonly at: number
}

/** Formats that are often mistaken for a model we can run. A pickle runs code when it is read, so it is never opened. */
const knownFormats: readonly KnownFormat[] = [
  { title: 'a Python pickle', magic: [0x80], at: 0 },
  { title: 'a ZIP archive (PyTorch, Keras or NumPy)', magic: [0x50, 0x4b, 0x03, 0x04], at: 0 },
  { title: 'an HDF5 file (Keras)', magic: [0x89, 0x48, 0x44, 0x46], at: 0 },
  { title: 'a gzip archive', magic: [0x1f, 0x8b], at: 0 },
  { title: 'a zlib stream (joblib)', magic: [0x78, 0x9c], at: 0 },
  { title: 'a GGUF file', magic: [0x47, 0x47, 0x55, 0x46], at: 0 },
  { title: 'a TensorFlow Lite file', magic: [0x54, 0x46, 0x4c, 0x33], at: 4 },
  { title: 'a JSON file', magic: [0x7b], at: 0 },
  { title: 'a Git LFS pointer', magic: [...new TextEncoder().encode('version https://git-lfs')], at: 0 },
]

const exportHint = 'export the model as one ONNX file, for example with skl2onnx, onnxmltools or torch.onnx'

/** @throws {InferenceError} `MODEL_UNREADABLE` on no bytes, `MODEL_FORMAT` on bytes that are known to be no ONNX. */
export function refuseOtherFormats(bytes: Uint8Array, name: string): void {
  if (bytes.length === 0)
    throw new InferenceError('MODEL_UNREADABLE', `model "${name}" is empty`, { hint: 'write the model before the command ends' })
  const known = knownFormats.find(({ magic, at }) => magic.every((byte, index) => bytes[at + index] === byte))
  if (known !== undefined) throw notOnnx(name, known.title)
}

export function notOnnx(name: string, what: string): InferenceError {
  return new InferenceError('MODEL_FORMAT', `model "${name}" is ${what}, not ONNX`, { hint: exportHint })
}
