import type { NativeEnvironment } from './library.ts'
import { loadLibrary } from './load-library.ts'

export { NativeError, type NativeErrorCode } from './errors.ts'
export type { NativeEnvironment } from './library.ts'

export type DuckDbModule = typeof import('@duckdb/node-api')
export type OnnxRuntimeModule = typeof import('onnxruntime-node')

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
export async function loadOnnxRuntime(env: NativeEnvironment): Promise<OnnxRuntimeModule> {
  const { onnxRuntime } = await import('./libraries.ts')
  return (await loadLibrary(onnxRuntime, env)).library as OnnxRuntimeModule
}
