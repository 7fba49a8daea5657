import type { NativeLibrary, PinnedPackage, Target } from './library.ts'
import { installDigests, packages } from './pinned.ts'

const duckDbTargets = ['linux-x64', 'linux-x64-musl', 'linux-arm64', 'linux-arm64-musl', 'darwin-x64', 'darwin-arm64', 'win32-x64', 'win32-arm64']
const onnxTargets = ['linux-x64', 'linux-arm64', 'darwin-arm64', 'win32-x64', 'win32-arm64']

/** Sources for debuggers and compilers, and scripts that only npm runs. */
const neverNeeded = /\.(map|d\.ts|d\.mts|md)$|^(script|test)\//

export const duckDb: NativeLibrary = {
  id: 'duckdb',
  entry: '@duckdb/node-api',
  version: pinned('@duckdb/node-api').version,
  targets: Object.fromEntries(duckDbTargets.map((target) => [target, duckDbTarget(target)])),
  keep: ({ path }) => !neverNeeded.test(path),
}

export const onnxRuntime: NativeLibrary = {
  id: 'onnxruntime',
  entry: 'onnxruntime-node',
  version: pinned('onnxruntime-node').version,
  targets: Object.fromEntries(onnxTargets.map((target) => [target, onnxTarget(target)])),
  keep: ({ packageName, path, target }) => !neverNeeded.test(path) && !path.startsWith('lib/') && keepOnnx(packageName, path, target),
}

/** ONNX Runtime on WebAssembly: the same files on every machine, for those that have no native build. */
export const onnxRuntimeWasm: NativeLibrary = {
  id: 'onnxruntime-wasm',
  entry: 'onnxruntime-web',
  version: pinned('onnxruntime-web').version,
  targets: Object.fromEntries(duckDbTargets.map((target) => [target, wasmTarget(target)])),
  keep: ({ packageName, path }) =>
    packageName === 'onnxruntime-web' ? wasmFiles.has(path) : !neverNeeded.test(path) && !path.startsWith('dist/esm/'),
}

/** What Node loads of a package that holds all builds for browsers. */
const wasmFiles = new Set(['package.json', 'dist/ort.node.min.js', 'dist/ort-wasm-simd-threaded.mjs', 'dist/ort-wasm-simd-threaded.wasm'])

function wasmTarget(target: Target) {
  return { packages: ['onnxruntime-web', 'onnxruntime-common'].map(pinned), digest: installDigests[`onnxruntime-wasm/${target}`] ?? '' }
}

function duckDbTarget(target: Target) {
  const names = ['@duckdb/node-api', '@duckdb/node-bindings', `@duckdb/node-bindings-${target}`, 'detect-libc']
  return { packages: names.map(pinned), digest: installDigests[`duckdb/${target}`] ?? '' }
}

function onnxTarget(target: Target) {
  return { packages: ['onnxruntime-node', 'onnxruntime-common'].map(pinned), digest: installDigests[`onnxruntime/${target}`] ?? '' }
}

/** The tarball of ONNX Runtime holds the builds of all machines, and its common part is there twice. */
function keepOnnx(packageName: string, path: string, target: Target): boolean {
  if (packageName === 'onnxruntime-common') return !path.startsWith('dist/esm/')
  const [, , platform, arch] = path.split('/')
  return !path.startsWith('bin/') || `${platform}-${arch}` === target
}

function pinned(name: string): PinnedPackage {
  const found = packages.find((one) => one.name === name)
  if (found === undefined) throw new Error(`"${name}" is not in pinned.ts: run pin.mjs`)
  return found
}
