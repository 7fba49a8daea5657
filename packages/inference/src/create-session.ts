import type { InferenceSession } from 'onnxruntime-node'
import { InferenceError } from './errors.ts'
import type { OrtModule } from './feeds.ts'
import type { ModelFile } from './read-model-file.ts'
import { firstLine } from './run-session.ts'

export interface OpenOptions {
  /** Threads within one operator; ONNX Runtime decides when left out. */
  readonly threads?: number
  /** Which build of ONNX Runtime was handed in; `native` when left out. */
  readonly runtime?: 'native' | 'wasm'
  /** `cuda`: on the GPU or not at all. `auto`: on the GPU where there is one, else on the CPU, and said so. `cpu` when left out. */
  readonly device?: Device
}

export const devices = ['cpu', 'cuda', 'auto'] as const
export type Device = (typeof devices)[number]

export interface CreatedSession {
  readonly session: InferenceSession
  readonly format: string
  readonly notes: readonly string[]
}

interface SessionSource {
  readonly file: ModelFile
  readonly path: string
  readonly options: OpenOptions
}

/**
 * A session on the device that was asked for.
 * @throws {InferenceError} `DEVICE_UNAVAILABLE`, `OPERATOR_UNSUPPORTED`, `MODEL_UNREADABLE`
 */
export async function createSession(ort: OrtModule, source: SessionSource): Promise<CreatedSession> {
  const { device = 'cpu', runtime = 'native' } = source.options
  const onCpu = async (notes: readonly string[] = []) => {
    const session = await create(ort, source, runtime === 'wasm' ? 'wasm' : 'cpu')
    return { session, format: runtime === 'wasm' ? 'onnx on wasm' : 'onnx', notes }
  }
  if (device === 'cpu') return await onCpu()
  try {
    return { session: await onGpu(ort, source, runtime), format: 'onnx on cuda', notes: [] }
  } catch (error) {
    if (device === 'cuda' || !(error instanceof InferenceError) || error.code !== 'DEVICE_UNAVAILABLE') throw error
    return await onCpu([`${error.message}: it runs on the CPU`])
  }
}

async function onGpu(ort: OrtModule, source: SessionSource, runtime: 'native' | 'wasm'): Promise<InferenceSession> {
  if (runtime === 'wasm') throw noDevice('ONNX Runtime on WebAssembly has no CUDA')
  const known = ort.listSupportedBackends?.().some(({ name }) => name === 'cuda')
  if (!known) throw noDevice('this build of ONNX Runtime has no CUDA')
  // The library prints to standard error what it then throws.
  ort.env.logLevel = 'fatal'
  return await create(ort, source, 'cuda')
}

// Idle threads sleep instead of spinning: a judge shares its machine with whatever else the job runs.
const quietThreads = { session: { intra_op: { allow_spinning: '0' } } }

async function create(ort: OrtModule, { file, path, options }: SessionSource, provider: 'cpu' | 'cuda' | 'wasm'): Promise<InferenceSession> {
  const threads = options.threads === undefined ? {} : { intraOpNumThreads: options.threads, interOpNumThreads: 1 }
  const extra = provider === 'wasm' ? {} : { extra: quietThreads }
  const executionProviders = provider === 'cuda' ? ['cuda', 'cpu'] : [provider]
  try {
    const external = file.external.length > 0 ? { externalData: file.external.map(({ path: name, data }) => ({ path: name, data })) } : {}
    return await ort.InferenceSession.create(file.runnable, { executionProviders, logSeverityLevel: 4, ...external, ...extra, ...threads })
  } catch (cause) {
    throw refusal(path, { cause, file, provider })
  }
}

interface Refused {
  readonly cause: unknown
  readonly file: ModelFile
  readonly provider: 'cpu' | 'cuda' | 'wasm'
}

function refusal(path: string, { cause, file, provider }: Refused): InferenceError {
  const said = firstLine(cause)
  if (provider === 'cuda' && /cuda|shared library|execution ?provider|backend/i.test(said)) return noDevice(`CUDA does not load (${said})`, cause)
  const operator = unsupportedOperator(cause)
  if (operator) {
    const sets = [...file.opsets].map(([domain, version]) => `${domain} ${version}`).join(', ')
    return new InferenceError(
      'OPERATOR_UNSUPPORTED',
      `model "${path}" needs ${operator}, which ONNX Runtime does not have (operator sets: ${sets})`,
      {
        hint: 'export with an older operator set, or with standard operators only; a custom operator cannot be run here',
        cause,
      },
    )
  }
  return new InferenceError('MODEL_UNREADABLE', `ONNX Runtime refuses model "${path}": ${said}`, {
    hint: 'check it with onnx.checker.check_model, and its operator set against the version of ONNX Runtime',
    cause,
  })
}

// In the words of ONNX Runtime 1.30, native and on WebAssembly.
const operatorMessages: readonly RegExp[] = [
  /No Op registered for (?<operator>\S+) with domain_version of (?<version>\d+)/,
  /Could not find an implementation for (?<operator>\w+)\((?<version>\d+)\)/,
  /(?<operator>[\w.]*:?\w+)\((?<version>-?\d+)\) is not a registered function\/op/,
]

function unsupportedOperator(cause: unknown): string | null {
  const said = cause instanceof Error ? cause.message : String(cause)
  for (const pattern of operatorMessages) {
    const { operator, version } = pattern.exec(said)?.groups ?? {}
    if (operator !== undefined) return `the operator "${operator.replace(/^:/, '')}"${Number(version) > 0 ? ` of version ${version}` : ''}`
  }
  const set = /Opset (?<version>\d+) is under development/.exec(said)?.groups?.version
  return set === undefined ? null : `operator set ${set}`
}

function noDevice(message: string, cause?: unknown): InferenceError {
  return new InferenceError('DEVICE_UNAVAILABLE', message, {
    hint: 'install onnxruntime-node with its CUDA provider, CUDA 12 and cuDNN 9 on Linux x64 and name its folder by SEAWORTHY_NATIVES, or ask for the device "auto" or "cpu"',
    cause,
  })
}
