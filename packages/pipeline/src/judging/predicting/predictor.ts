import path from 'node:path'
import type { Task } from '@seaworthy/config'
import type { Session } from '@seaworthy/datasets'
import type { Prediction } from '@seaworthy/inference'
import type { Digest } from '@seaworthy/record'
import { findIsolation, type Isolation, type PredictionResult, sparseCheckout, supervisePrediction } from '@seaworthy/training'
import { PipelineError } from '../../errors.ts'
import type { Line } from '../../line.ts'
import { datasetDigest, type LockedDataset } from '../../locked-data.ts'
import { unpackedModel } from '../../packed-model.ts'
import { placeImages } from '../../pictures/place-images.ts'
import { PackedTexts } from '../../predictions/packed-texts.ts'
import { predictionKinds } from '../../scored/table-of-task.ts'
import type { TrainHost } from '../../train.ts'
import { withoutSecrets } from '../without-secrets.ts'
import { labelColumns } from './label-columns.ts'
import type { PredictionSource } from './prediction-source.ts'
import { readAnswers } from './read-answers.ts'

/** What only the machine knows: with what variables a command runs, and where its output goes. */
export type PredictHost = Pick<TrainHost, 'variables' | 'stopCommandsToken' | 'signal' | 'write' | 'now'>

export interface PredictorOptions {
  readonly source: PredictionSource
  /** Absolute paths of files with labels, that read as empty to the command. */
  readonly labelled: readonly string[]
  readonly task: Task
  readonly positive: string | number | null
  readonly host: PredictHost
}

export interface PredictQuestion {
  /** Absolute path of the model. */
  readonly file: string
  /** `the candidate`, for messages. */
  readonly who: string
  readonly dataset: LockedDataset
}

/** Runs one command for one model after the other, on the same rows of one dataset or of several. */
export interface Predictor extends AsyncDisposable {
  readonly isolation: Isolation
  /**
   * What the command says of the rows of a dataset.
   * @throws {TrainingError} where the command fails; {@link PipelineError} where its predictions are not those of the rows.
   */
  predict(question: PredictQuestion): Promise<Prediction>
}

/**
 * A command in a clean folder with its own files, and rows without their labels; all are gone when it is disposed. The command gets no
 * variable that looks like a secret; the files with labels and the repository's history read as empty to it, and it has no network, as
 * far as this machine can do that.
 */
export async function openPredictor(line: Line, options: PredictorOptions): Promise<Predictor> {
  const { host, task } = options
  const kind = predictionKinds[task]
  const session = await line.engines.session()
  const isolation = await findIsolation(host.variables)
  if (isolation.kind === 'none') line.log.warn(`predictions are made without isolation: ${isolation.reason}`)
  const scratch = await line.files.temporary('predict')
  const given = new Map<Digest, Promise<GivenRows>>()
  const rowsOf = (dataset: LockedDataset): Promise<GivenRows> => {
    const digest = datasetDigest(dataset)
    const rows = given.get(digest) ?? rowsWithoutLabel(line, { task, dataset, folder: path.join(scratch.path, `rows-${given.size + 1}`) })
    given.set(digest, rows)
    return rows
  }
  // Each run gets a copy of its own; a folder is unpacked once.
  const unpacked = new Map<string, Promise<string>>()
  const modelOf = (file: string): Promise<string> => {
    const model = unpacked.get(file) ?? unpackedModel(file, path.join(scratch.path, `model-${unpacked.size + 1}`))
    unpacked.set(file, model)
    return model
  }
  let runs = 0
  return {
    isolation,
    async predict({ file, who, dataset }) {
      const data = await rowsOf(dataset)
      const model = await modelOf(file)
      const ran = await run(line, { ...options, isolation }, { model, data: data.path, folder: path.join(scratch.path, `run-${++runs}`) })
      const { rows, id } = data
      const { path: at, head, beside } = ran
      const answers = { path: at, head, beside, who: `the predictions of ${who}`, kind, positive: options.positive, rows, id }
      return readAnswers(session, answers)
    },
    [Symbol.asyncDispose]: () => scratch[Symbol.asyncDispose](),
  }
}

interface Run {
  readonly model: string
  readonly data: string
  readonly folder: string
}

async function run(
  line: Line,
  { source, labelled, host, isolation }: PredictorOptions & Pick<Predictor, 'isolation'>,
  { model, data, folder }: Run,
): Promise<PredictionResult> {
  const { paths, tree, predict } = source
  await using checkout = await sparseCheckout({ repo: line.tree.root, commit: { tree }, paths, to: path.join(folder, 'checkout') })
  const spec = {
    command: predict.run,
    cwd: path.join(checkout.path, source.model.path),
    env: { ...withoutSecrets(host.variables), DATA: data },
    model,
    timeoutMs: predict.timeoutMs,
    out: path.join(folder, 'out'),
    name: `predictions${path.extname(data)}`,
    isolation,
    hide: [...labelled, path.join(line.tree.root, '.git')],
  }
  return await supervisePrediction(spec, host)
}

interface GivenRows {
  readonly path: string
  readonly rows: number
  readonly id: { readonly column: string; readonly ids: () => Promise<PackedTexts> } | null
}

async function rowsWithoutLabel(
  line: Line,
  { task, dataset, folder }: { readonly task: Task; readonly dataset: LockedDataset; readonly folder: string },
): Promise<GivenRows> {
  const session = await line.engines.session()
  const { plainEnding } = await import('@seaworthy/datasets')
  const { plan, files, reading, window } = dataset
  const to = path.join(folder, `rows${plainEnding(files[0]?.name ?? 'rows.parquet')}`)
  await line.files.write(to, '')
  const names = (await session.columns(files, reading)).map((column) => column.name)
  const without = labelColumns(names, { task, dataset })
  const { rows } = await session.materialize({ files, reading, window, to, without })
  await placeImages(line, session, { dataset, file: to, columns: names.filter((name) => !without.includes(name)), withheld: without })
  const [column, ...others] = plan.id
  const isSingle = column !== undefined && others.length === 0
  return { path: to, rows, id: isSingle ? { column, ids: () => idsIn(session, { path: to, rows, column, dataset }) } : null }
}

interface Ids {
  readonly path: string
  readonly rows: number
  readonly column: string
  readonly dataset: LockedDataset
}

// As they stand in the very file that the command was given: what is 007 there is 007.
async function idsIn(session: Session, { path: at, rows, column, dataset }: Ids): Promise<PackedTexts> {
  const reading = { columns: [], text: dataset.reading?.text ?? null }
  const ids = new PackedTexts(rows)
  const question = {
    files: [{ name: path.basename(at), path: at }],
    reading,
    window: null,
    columns: [column],
    as: new Map([[column, 'text']] as const),
  }
  for await (const batch of session.read(question)) {
    for (const id of batch.values.get(column)?.data ?? []) {
      if (id === null)
        throw new PipelineError('ID_INVALID', `row ${ids.length} of the test set has no "${column}"`, {
          hint: 'let the contract require it, or leave the id out of the predictions: they are then paired by order',
        })
      ids.append(String(id))
    }
  }
  return ids
}
