import { InferenceError } from './errors.ts'
import { archiveTitle, formatOf, type ModelFormat } from './formats/model-format.ts'
import { picklesIn } from './formats/pickles-in.ts'
import type { PickleFindings } from './formats/scan-pickle.ts'
import { xgboostModel } from './formats/xgboost-json.ts'

const exportHint = 'export the model as one ONNX file, for example with skl2onnx, onnxmltools or torch.onnx'
const commandHint = 'or let a command of yours predict with it: evaluate.predict'

const hints: Partial<Record<ModelFormat, string>> = {
  safetensors: `weights alone do not say how they are used: export the model as ONNX with torch.onnx, ${commandHint}`,
  gguf: 'language models are evaluated by a harness: evaluate.run, or by a command that predicts: evaluate.predict',
  xgboost: `export it as ONNX with onnxmltools.convert_xgboost, ${commandHint}`,
  lightgbm: `export it as ONNX with onnxmltools.convert_lightgbm, ${commandHint}`,
  catboost: `export it as ONNX with save_model(path, format="onnx"), ${commandHint}`,
  'lfs-pointer': 'fetch the file itself: `git lfs pull`, or `lfs: true` in actions/checkout',
}

/**
 * Refuses bytes that are known to be no ONNX. A pickle runs code when it is read, so it is never opened: it is scanned.
 * @throws {InferenceError} `MODEL_UNREADABLE` on no bytes, `PICKLE_REFUSED`, `MODEL_FORMAT`
 */
export function refuseOtherFormats(bytes: Uint8Array, name: string): void {
  if (bytes.length === 0)
    throw new InferenceError('MODEL_UNREADABLE', `model "${name}" is empty`, { hint: 'write the model before the command ends' })
  const known = formatOf(bytes)
  if (known?.format !== 'safetensors') refusePickle(bytes, name)
  if (known === null) return
  const title = known.format === 'archive' ? archiveTitle(bytes) : known.title
  if (known.format !== 'json') throw notOnnx(name, title, hints[known.format])
  const xgboost = xgboostModel(new TextDecoder().decode(bytes))
  throw xgboost ? notOnnx(name, 'a model of XGBoost in JSON', hints.xgboost) : notOnnx(name, title)
}

export function notOnnx(name: string, what: string, hint: string = exportHint): InferenceError {
  return new InferenceError('MODEL_FORMAT', `model "${name}" is ${what}, not ONNX`, { hint })
}

/** @throws {InferenceError} `PICKLE_REFUSED` with what reading it would do. */
export function refusePickle(bytes: Uint8Array, name: string): void {
  const pickle = picklesIn(bytes)
  if (!pickle) return
  throw new InferenceError(
    'PICKLE_REFUSED',
    `model "${name}" is ${pickle.title}, which runs code when it is read: ${findingsText(pickle.findings)}`,
    {
      hint: `it was scanned, not opened; ${exportHint}, or weights as safetensors`,
    },
  )
}

const mostNames = 8

/** In one line: `it imports os.system (dangerous), collections.OrderedDict and calls 2 times`. */
export function findingsText({ imports, dangerous, calls, complete }: PickleFindings): string {
  const sorted = [...dangerous, ...imports.filter((one) => !dangerous.includes(one))]
  const shown = sorted.slice(0, mostNames).map((one) => (dangerous.includes(one) ? `${printable(one)} (dangerous)` : printable(one)))
  const more = sorted.length > mostNames ? ` and ${sorted.length - mostNames} more` : ''
  const imported = shown.length === 0 ? 'it imports nothing' : `it imports ${shown.join(', ')}${more}`
  return `${imported}; ${calls} calls${complete ? '' : '; part of it could not be followed and was searched for names'}`
}

// Names come from the file: nothing in them may end a line or begin a command of the terminal.
function printable(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?').slice(0, 100)
}
