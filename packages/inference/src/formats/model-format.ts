import { safetensorsHeaderEnd } from './safetensors.ts'
import { zipEntries } from './zip-entries.ts'

/** Formats of models that are told by their content. */
export type ModelFormat =
  | 'onnx'
  | 'safetensors'
  | 'gguf'
  | 'xgboost'
  | 'pickle'
  | 'tflite'
  | 'hdf5'
  | 'archive'
  | 'folder'
  | 'compressed'
  | 'json'
  | 'lightgbm'
  | 'catboost'
  | 'lfs-pointer'
  | 'unknown'

interface Known {
  readonly format: ModelFormat
  readonly title: string
  readonly magic: readonly number[]
  readonly at: number
}

const magics: readonly Known[] = [
  { format: 'archive', title: 'a ZIP archive', magic: [0x50, 0x4b], at: 0 },
  { format: 'hdf5', title: 'an HDF5 file (Keras)', magic: [0x89, 0x48, 0x44, 0x46], at: 0 },
  { format: 'compressed', title: 'a gzip archive', magic: [0x1f, 0x8b], at: 0 },
  { format: 'compressed', title: 'a zlib stream (joblib)', magic: [0x78, 0x9c], at: 0 },
  { format: 'compressed', title: 'a bzip2 stream (joblib)', magic: [0x42, 0x5a, 0x68], at: 0 },
  { format: 'compressed', title: 'an XZ stream (joblib)', magic: [0xfd, 0x37, 0x7a, 0x58, 0x5a], at: 0 },
  { format: 'gguf', title: 'a GGUF file', magic: [...text('GGUF')], at: 0 },
  { format: 'tflite', title: 'a TensorFlow Lite file', magic: [...text('TFL3')], at: 4 },
  { format: 'xgboost', title: 'a model of XGBoost in UBJSON', magic: [0x7b, 0x4c], at: 0 },
  { format: 'xgboost', title: 'a model of XGBoost in its old binary format', magic: [...text('binf')], at: 0 },
  { format: 'catboost', title: 'a model of CatBoost', magic: [...text('CBM1')], at: 0 },
  { format: 'lightgbm', title: 'a model of LightGBM as text', magic: [...text('tree\nversion=')], at: 0 },
  { format: 'json', title: 'a JSON file', magic: [0x7b], at: 0 },
  { format: 'lfs-pointer', title: 'a Git LFS pointer', magic: [...text('version https://git-lfs')], at: 0 },
]

/** What a file is by its first bytes; pickles and the contents of JSON are found by looking further. Null: perhaps ONNX. */
export function formatOf(head: Uint8Array): { readonly format: ModelFormat; readonly title: string } | null {
  if (safetensorsHeaderEnd(head) !== null) return { format: 'safetensors', title: 'a safetensors file' }
  return magics.find(({ magic, at }) => magic.every((byte, index) => head[at + index] === byte)) ?? null
}

/** What kind of archive it is, by the files in it. */
export function archiveTitle(bytes: Uint8Array): string {
  const names = (zipEntries(bytes) ?? []).map(({ name }) => name)
  if (names.some((name) => name.endsWith('model.weights.h5'))) return 'a ZIP archive of Keras'
  return names.some((name) => name.endsWith('.npy')) ? 'a ZIP archive of NumPy' : 'a ZIP archive'
}

function text(value: string): Uint8Array {
  return new TextEncoder().encode(value)
}
