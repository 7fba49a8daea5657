import type { DuckDbModule } from '@seaworthy/datasets'
import type { OrtModule } from '@seaworthy/inference'
import { NativeError } from './errors.ts'
import type { NativeEnvironment } from './library.ts'
import { loadLibrary } from './load-library.ts'

export { NativeError, type NativeErrorCode } from './errors.ts'
export type { NativeCache, NativeEnvironment } from './library.ts'

/**
 * DuckDB, from wherever it is found first: see `loadLibrary`.
 * @throws {NativeError}
 */
export async function loadDuckDb(env: NativeEnvironment): Promise<DuckDbModule> {
  const { duckDb } = await import('./libraries.ts')
  return (await loadLibrary(duckDb, env)).library as DuckDbModule
}

/**
 * ONNX Runtime for the CPU, from wherever it is found first: see `loadLibrary`.
 * @throws {NativeError}
 */
export async function loadOnnxRuntime(env: NativeEnvironment): Promise<OrtModule> {
  const { onnxRuntime } = await import('./libraries.ts')
  return (await loadLibrary(onnxRuntime, env)).library as OrtModule
}

/** ONNX Runtime as it could be had on this machine. */
export interface LoadedRuntime {
  readonly ort: OrtModule
  readonly runtime: 'native' | 'wasm'
  /** Why it is not native; null where it is, or where WebAssembly was asked for. */
  readonly note: string | null
}

/** Where each of the two comes from. */
export type RuntimeLoaders = { readonly [Runtime in LoadedRuntime['runtime']]: (env: NativeEnvironment) => Promise<OrtModule> }

/**
 * ONNX Runtime, native where there is a build that loads, else on WebAssembly, which runs everywhere and is slower by 2 to 7 times.
 * @param wanted one of the two and no other; null: native, else WebAssembly
 * @throws {NativeError}
 */
export async function loadRuntime(
  env: NativeEnvironment,
  wanted: LoadedRuntime['runtime'] | null,
  loaders: RuntimeLoaders = { native: loadOnnxRuntime, wasm: loadWasm },
): Promise<LoadedRuntime> {
  if (wanted !== null) return { ort: await loaders[wanted](env), runtime: wanted, note: null }
  try {
    return { ort: await loaders.native(env), runtime: 'native', note: null }
  } catch (error) {
    const isFallback = error instanceof NativeError && (error.code === 'PLATFORM_UNSUPPORTED' || error.code === 'LOAD_FAILED')
    if (!isFallback) throw error
    return { ort: await loaders.wasm(env), runtime: 'wasm', note: `${error.message}: models run on WebAssembly` }
  }
}

async function loadWasm(env: NativeEnvironment): Promise<OrtModule> {
  const { onnxRuntimeWasm } = await import('./libraries.ts')
  const ort = (await loadLibrary(onnxRuntimeWasm, env)).library as OrtModule
  // Threads would be workers that outlive the run, and add up in another order.
  ort.env.wasm.numThreads = 1
  return ort
}
