import { lstat, readdir } from 'node:fs/promises'
import path from 'node:path'
import { describeModel } from '@seaworthy/inference'

const weightsOnly: ReadonlySet<string> = new Set(['onnx', 'safetensors', 'gguf', 'xgboost'])
/** Files that stand beside weights and that nothing runs: vocabularies, settings, words for people. */
const words = /\.(json|txt|md|jinja|model|tiktoken)$/i

/** Whether a model, a file or a folder, could bring code of its own into whatever loads it: a pickle does, and so does a Python file. */
export async function bringsCode(model: string): Promise<boolean> {
  const info = await lstat(model)
  if (info.isFile()) return !(await isWeights(model))
  for (const entry of await readdir(model, { recursive: true, withFileTypes: true })) {
    if (entry.isDirectory()) continue
    const file = path.join(entry.parentPath, entry.name)
    if (!entry.isFile() || (!words.test(entry.name) && !(await isWeights(file)))) return true
  }
  return false
}

async function isWeights(file: string): Promise<boolean> {
  // What no reader of ours can tell is no file of weights.
  const described = await describeModel(file).catch(() => null)
  return described !== null && described.pickle === null && weightsOnly.has(described.format)
}
