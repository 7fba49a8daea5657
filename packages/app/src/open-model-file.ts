import { type Device, devices, type Model, openModel } from '@seaworthy/inference'
import type { Log } from '@seaworthy/pipeline'
import type { Environment } from './environment.ts'
import { AppError } from './errors.ts'
import { loadRuntime, type NativeEnvironment } from './natives/index.ts'

export interface ModelFileHost {
  readonly environment: Pick<Environment, 'inference' | 'host'>
  readonly natives: NativeEnvironment
  readonly log: Log
}

/** On what models run. */
export interface InferenceSettings {
  readonly device: Device
  /** Null: native where it loads, else on WebAssembly. */
  readonly runtime: 'native' | 'wasm' | null
}

/**
 * What SEAWORTHY_DEVICE (`cpu`, which is the default, `cuda` or `auto`) and SEAWORTHY_RUNTIME (`native` or `wasm`) say.
 * @throws {AppError} `INPUT_INVALID`
 */
export function inferenceSettings({ device, runtime }: Environment['inference']): InferenceSettings {
  return {
    device: device === null ? 'cpu' : oneOf('SEAWORTHY_DEVICE', device, devices),
    runtime: runtime === null ? null : oneOf('SEAWORTHY_RUNTIME', runtime, ['native', 'wasm'] as const),
  }
}

/** Opens a model file as the environment asks; where it runs on something else, the log says so. */
export async function openModelFile(
  { environment, natives, log }: ModelFileHost,
  path: string,
  options: { readonly threads?: number } = {},
): Promise<Model> {
  const settings = inferenceSettings(environment.inference)
  const { ort, runtime, note } = await loadRuntime(natives, settings.runtime)
  if (note !== null) log.warn(note)
  const model = await openModel(ort, { path }, { threads: environment.host.cpus, ...options, device: settings.device, runtime })
  for (const one of model.notes) log.warn(one)
  return model
}

function oneOf<Value extends string>(name: string, text: string, values: readonly Value[]): Value {
  const found = values.find((value) => value === text)
  if (found !== undefined) return found
  throw new AppError('INPUT_INVALID', `${name} is "${text}"`, { hint: `it can be ${values.join(', ')}` })
}
