import { describeModel } from '@seaworthy/inference'

const formats: ReadonlySet<string> = new Set(['onnx', 'safetensors', 'gguf', 'xgboost'])

/** Whether models hold weights alone: a pickle, and any file that is not told, could bring code of its own into what loads it. */
export async function areWeightsOnly(files: readonly string[]): Promise<boolean> {
  for (const file of files) if (!formats.has((await describeModel(file)).format)) return false
  return true
}
