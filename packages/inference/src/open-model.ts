import type { InferenceSession } from 'onnxruntime-node'
import type { Batch } from './batch.ts'
import { type CreatedSession, createSession, type OpenOptions } from './create-session.ts'
import { InferenceError } from './errors.ts'
import type { OrtModule } from './feeds.ts'
import { pictureColumns, planInputs, plannedColumns } from './input-plan.ts'
import type { Model, ModelValue, ScoreOptions } from './model.ts'
import type { OutputTensor } from './output-tensor.ts'
import { seeRows } from './pictures/see-rows.ts'
import { noAnswers, planReading, type TabularOptions } from './predict.ts'
import type { Numbers, Prediction, PredictOptions } from './prediction.ts'
import { type ModelFile, readModelFile } from './read-model-file.ts'
import { type Runnable, runRows } from './run-session.ts'
import { signatureOf } from './signature.ts'

/**
 * Opens an ONNX model by ONNX Runtime. The file is read once: the digest is that of the very bytes that are loaded. ZipMap, with
 * which scikit-learn's exports end, is taken out of the graph in memory.
 *
 * @throws {InferenceError} `MODEL_MISSING`, `MODEL_UNREADABLE` (empty, truncated, or refused by ONNX Runtime), `MODEL_FORMAT` (an
 * archive, a GGUF file, anything but ONNX), `PICKLE_REFUSED` with what it would import, `EXTERNAL_DATA`, `OPERATOR_UNSUPPORTED`,
 * `DEVICE_UNAVAILABLE`, `UNSUPPORTED_TYPE`, `UNSUPPORTED_SHAPE`, `FEATURES_UNNAMED`
 * @example
 * await using model = await openModel(ort, { path: 'out/model.onnx' })
 * await model.score({ rows: 1, values: new Map([['x', { kind: 'number', data: Float64Array.of(0) }]]) }, { positive: 1 })
 */
export async function openModel(ort: OrtModule, { path }: { readonly path: string }, options: OpenOptions = {}): Promise<Model> {
  const file = await readModelFile(path)
  const created = await createSession(ort, { file, path, options })
  try {
    const plan = planInputs(signatureOf(created.session.inputMetadata), file.metadata)
    return sessionModel(file, { created, runnable: { ort, session: created.session, plan } })
  } catch (error) {
    await created.session.release()
    throw error
  }
}

interface Opened {
  readonly created: CreatedSession
  readonly runnable: Runnable
}

function sessionModel(file: ModelFile, { created, runnable }: Opened): Model {
  const { session } = created
  const outputs = modelValues(session.outputMetadata)
  const answering = { outputs, classes: file.classes, labels: file.labels, quantiles: file.quantiles }
  const predict = async (batch: Batch, options: PredictOptions): Promise<Prediction> => {
    const { kind } = options
    if (kind === 'text')
      throw new InferenceError('NO_OUTPUT', 'a model file writes no texts here', { hint: 'let a command predict: evaluate.predict' })
    if (kind === 'detection' || kind === 'segmentation')
      return await seeRows({ runnable, outputs, classes: file.classes }, batch, { ...options, kind })
    return await predictTable(batch, { ...options, kind })
  }
  const predictTable = async (batch: Batch, options: TabularOptions): Promise<Prediction> => {
    const reading = planReading(answering, options)
    const tensors = await runRows(runnable, batch, { names: reading.names, firstRow: options.firstRow ?? 0 })
    if (batch.rows === 0) return noAnswers(answering, options.kind)
    return reading.read(new Map(tensors.map((tensor) => [tensor.name, tensor])), batch.rows)
  }
  return {
    digest: file.digest,
    bytes: file.size,
    format: created.format,
    notes: created.notes,
    inputs: modelValues(session.inputMetadata),
    outputs,
    columns: plannedColumns(runnable.plan),
    pictures: pictureColumns(runnable.plan),
    classes: file.classes,
    zipMapRemoved: file.zipMapRemoved,
    predict,
    score: async (batch, options) => scoreOf(await predict(batch, { kind: 'binary', ...options }), options),
    run: (batch, { firstRow = 0 } = {}): Promise<readonly OutputTensor[]> =>
      runRows(runnable, batch, { names: outputs.map(({ name }) => name), firstRow }),
    [Symbol.asyncDispose]: () => session.release(),
  }
}

function scoreOf(prediction: Prediction, { output }: ScoreOptions): Numbers {
  if (prediction.kind === 'binary' && prediction.score) return prediction.score
  throw new InferenceError('NO_PROBABILITY_OUTPUT', `the model ${output ? `says by "${output}"` : 'only says'} which class it decides for`, {
    hint: 'export the probabilities too: exactly one float tensor [N, 2], or [N, 1] with the probability of the positive class',
  })
}

function modelValues(signature: readonly InferenceSession.ValueMetadata[]): readonly ModelValue[] {
  return signatureOf(signature)
    .filter((value) => value.isTensor)
    .map(({ name, type, shape }) => ({ name, type, shape }))
}
