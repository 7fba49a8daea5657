import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, sep } from 'node:path'
import { promisify } from 'node:util'

const timeoutMs = 60_000
const batchRows = 4096

/*
 * Runs in a process of its own, so that nothing else's memory is counted and nothing freed before is used again. Linux hands the
 * largest size of a parent on to its children (getrusage(2), ru_maxrss): there the number is the kernel's VmHWM, set back before.
 */
const script = `
const fs = require('node:fs')
const [entry, model, rows] = process.argv.slice(1)
const ort = require(entry)
const most = () => {
  try { return Number(/VmHWM:\\s*(\\d+)/.exec(fs.readFileSync('/proc/self/status', 'utf8'))[1]) } catch { return process.resourceUsage().maxRSS }
}
const arrays = { float32: Float32Array, float64: Float64Array, int64: BigInt64Array, uint64: BigUint64Array, int32: Int32Array, uint32: Uint32Array,
  int16: Int16Array, uint16: Uint16Array, int8: Int8Array, uint8: Uint8Array, bool: Uint8Array }
const empty = ({ type, shape }) => {
  const dims = shape.map((size, at) => typeof size === 'number' ? size : at === 0 && shape.length < 3 ? Number(rows) : 1)
  const size = dims.reduce((product, one) => product * one, 1)
  return new ort.Tensor(type, type === 'string' ? new Array(size).fill('') : new arrays[type](size), dims)
}
const main = async () => {
  try { fs.writeFileSync('/proc/self/clear_refs', '5') } catch {}
  const before = most()
  const threads = { intraOpNumThreads: 1, interOpNumThreads: 1 }
  const session = await ort.InferenceSession.create(model, { executionProviders: ['cpu'], logSeverityLevel: 4, ...threads })
  const feeds = Object.fromEntries(session.inputMetadata.map((input) => [input.name, empty(input)]))
  const wanted = session.outputMetadata.filter(({ isTensor }) => isTensor).map(({ name }) => name)
  for (let run = 0; run < 3; run++) await session.run(feeds, wanted)
  process.stdout.write(String((most() - before) * 1024))
}
main().catch((error) => { process.stderr.write(String(error)); process.exitCode = 1 })
`

/**
 * Bytes by which the largest resident size of a process grows when it opens a model and scores 4,096 empty rows (of images one) three times, on one
 * thread. Null where ONNX Runtime is not loaded natively here, or the model cannot be run so.
 */
export async function peakMemory(model: string): Promise<number | null> {
  const entry = loadedRuntime()
  if (entry === null) return null
  const { SystemRoot } = process.env
  // Neither tokens nor settings of whoever runs us.
  const env = { ORT_DISABLE_TELEMETRY: '1', ...(SystemRoot === undefined ? {} : { SystemRoot }) }
  try {
    await using runnable = await runnableFile(model)
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', script, entry, runnable.path, String(batchRows)], {
      env,
      timeout: timeoutMs,
    })
    const bytes = Number(stdout)
    return Number.isFinite(bytes) && bytes > 0 ? bytes : null
  } catch {
    return null
  }
}

/**
 * ONNX Runtime in JavaScript opens no model that ends with a ZipMap, nor one within an archive: of such a one a copy, with the files in
 * which it keeps weights.
 */
async function runnableFile(model: string): Promise<AsyncDisposable & { readonly path: string }> {
  const { readModelFile } = await import('@seaworthy/inference')
  const { runnable, zipMapRemoved, external, packed } = await readModelFile(model)
  if (!zipMapRemoved && !packed) return { path: model, [Symbol.asyncDispose]: async () => undefined }
  const folder = await mkdtemp(join(tmpdir(), 'seaworthy-memory-'))
  const path = join(folder, 'model.onnx')
  await writeFile(path, runnable)
  for (const { path: name, data } of external) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), data)
  }
  return { path, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) }
}

/** The file of ONNX Runtime that this process has loaded, wherever it was found. */
function loadedRuntime(): string | null {
  const end = ['onnxruntime-node', 'dist', 'index.js'].join(sep)
  return Object.keys(createRequire(import.meta.url).cache).find((file) => file.endsWith(end)) ?? null
}
