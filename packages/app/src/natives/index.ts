import type { DuckDbModule } from '@seaworthy/datasets'
import type { OrtModule } from '@seaworthy/inference'
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
