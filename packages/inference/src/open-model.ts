import type { InferenceSession } from 'onnxruntime-node'
import type { Batch } from './batch.ts'
import { InferenceError } from './errors.ts'
import { makeFeeds, type OrtModule } from './feeds.ts'
import { type InputPlan, planInputs, plannedColumns } from './input-plan.ts'
import type { Model, ModelValue, ScoreOptions } from './model.ts'
import { chooseOutput, type ProbabilityOutput, readScores } from './probability-output.ts'
import { type ModelFile, readModelFile } from './read-model-file.ts'
import { requireProbabilities } from './score-range.ts'

export interface OpenOptions {
  /** Threads within one operator; ONNX Runtime decides when left out. */
  readonly threads?: number
}

/**
 * Opens an ONNX classifier on the CPU, by ONNX Runtime. The file is read once: the digest is that of the very bytes that
 * are loaded. ZipMap, with which scikit-learn's exports end, is taken out of the graph in memory.
 *
 * @throws {InferenceError} `MODEL_MISSING`, `MODEL_UNREADABLE` (empty, truncated, or refused by ONNX Runtime),
 * `MODEL_FORMAT` (a pickle, an archive, anything but ONNX), `EXTERNAL_DATA`, `UNSUPPORTED_TYPE`, `UNSUPPORTED_SHAPE`,
 * `FEATURES_UNNAMED`
 * @example
 * await using model = await openModel(ort, { path: 'out/model.onnx' })
 * await model.score({ rows: 1, values: new Map([['x', { kind: 'number', data: Float64Array.of(0) }]]) }, { positive: 1 })
 */
export async function openModel(ort: OrtModule, { path }: { readonly path: string }, options: OpenOptions = {}): Promise<Model> {
  const file = await readModelFile(path)
  const session = await createSession(ort, { file, path, options })
  try {
    return sessionModel({ ort, session, file, plan: planInputs(session.inputMetadata, file.metadata) })
  } catch (error) {
    await session.release()
    throw error
  }
}

interface SessionSource {
  readonly file: ModelFile
  readonly path: string
  readonly options: OpenOptions
}

// Idle threads sleep instead of spinning: a judge shares its machine with whatever else the job runs.
const quietThreads = { session: { intra_op: { allow_spinning: '0' } } }

async function createSession(ort: OrtModule, { file, path, options }: SessionSource): Promise<InferenceSession> {
  const threads = options.threads === undefined ? {} : { intraOpNumThreads: options.threads, interOpNumThreads: 1 }
  try {
    return await ort.InferenceSession.create(file.runnable, { executionProviders: ['cpu'], logSeverityLevel: 4, extra: quietThreads, ...threads })
  } catch (cause) {
    throw new InferenceError('MODEL_UNREADABLE', `ONNX Runtime refuses model "${path}": ${firstLine(cause)}`, {
      hint: 'check it with onnx.checker.check_model, and its operator set against the version of ONNX Runtime',
      cause,
    })
  }
}

interface Opened {
  readonly ort: OrtModule
  readonly session: InferenceSession
  readonly file: ModelFile
  readonly plan: InputPlan
}

function sessionModel(opened: Opened): Model {
  const { session, file, plan } = opened
  return {
    digest: file.digest,
    bytes: file.size,
    format: 'onnx',
    inputs: modelValues(session.inputMetadata),
    outputs: modelValues(session.outputMetadata),
    columns: plannedColumns(plan),
    classes: file.classes,
    zipMapRemoved: file.zipMapRemoved,
    score: (batch, options) => score(opened, batch, options),
    [Symbol.asyncDispose]: () => session.release(),
  }
}

function modelValues(signature: readonly InferenceSession.ValueMetadata[]): readonly ModelValue[] {
  return signature.filter((value) => value.isTensor).map(({ name, type, shape }) => ({ name, type, shape }))
}

async function score({ ort, session, file, plan }: Opened, batch: Batch, { positive, firstRow = 0 }: ScoreOptions): Promise<Float64Array> {
  const output = chooseOutput({ signature: session.outputMetadata, classes: file.classes, positive })
  const feeds = makeFeeds(ort, plan, { batch, firstRow })
  if (batch.rows === 0) return new Float64Array()
  const answers = await run(session, { feeds, output, firstRow })
  return requireProbabilities(readScores(output, answers[output.name], batch.rows), firstRow)
}

interface Run {
  readonly feeds: InferenceSession.FeedsType
  readonly output: ProbabilityOutput
  readonly firstRow: number
}

async function run(session: InferenceSession, { feeds, output, firstRow }: Run): Promise<InferenceSession.OnnxValueMapType> {
  try {
    return await session.run(feeds, [output.name])
  } catch (cause) {
    throw new InferenceError('INFERENCE_FAILED', `ONNX Runtime failed on the batch that starts at row ${firstRow}: ${firstLine(cause)}`, { cause })
  }
}

function firstLine(cause: unknown): string {
  return (cause instanceof Error ? cause.message : String(cause)).split('\n')[0]?.slice(0, 300) ?? ''
}
