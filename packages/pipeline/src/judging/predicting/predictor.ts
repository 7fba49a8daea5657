import path from 'node:path'
import type { Task } from '@seaworthy/config'
import type { Session } from '@seaworthy/datasets'
import type { Prediction, PredictionKind } from '@seaworthy/inference'
import { findIsolation, type Isolation, sparseCheckout, supervisePrediction } from '@seaworthy/training'
import { PipelineError } from '../../errors.ts'
import type { Line } from '../../line.ts'
import type { LockedDataset } from '../../locked-data.ts'
import { PackedTexts } from '../../predictions/packed-texts.ts'
import type { TrainHost } from '../../train.ts'
import { labelColumns } from './label-columns.ts'
import type { PredictionSource } from './prediction-source.ts'
import { readAnswers } from './read-answers.ts'

/** What only the machine knows: with what variables a command runs, and where its output goes. */
export type PredictHost = Pick<TrainHost, 'variables' | 'stopCommandsToken' | 'signal' | 'write' | 'now'>

export interface PredictorOptions {
  readonly source: PredictionSource
  readonly dataset: LockedDataset
  readonly task: Task
  readonly positive: string | number | null
  readonly host: PredictHost
}

/** Runs one command on the same rows for one model after the other. */
export interface Predictor extends AsyncDisposable {
  readonly isolation: Isolation
  /**
   * What the command says of the rows of the test set.
   * @param who `the candidate`, for messages
   * @throws {TrainingError} where the command fails; {@link PipelineError} where its predictions are not those of the rows.
   */
  predict(file: string, who: string): Promise<{ readonly prediction: Prediction; readonly durationMs: number }>
}

/** Names of variables that may hold what nobody else should read. */
const secret = /token|secret|passw|credential|api_?key|access_?key|private_?key/i

/**
 * Writes the rows of the test set without their label, and a clean folder with the command's files; both are gone when it is disposed.
 * The command gets no variable that looks like a secret; the files with labels and the repository's history read as empty to it, and
 * it has no network, as far as this machine can do that.
 */
export async function openPredictor(line: Line, options: PredictorOptions): Promise<Predictor> {
  const { source, dataset, host } = options
  const kind = kindOf(options.task)
  const session = await line.engines.session()
  const scratch = await line.files.temporary('predict')
  try {
    const data = await rowsWithoutLabel(session, { task: options.task, dataset, folder: scratch.path })
    const isolation = await findIsolation(host.variables)
    if (isolation.kind === 'none') line.log.warn(`predictions are made without isolation: ${isolation.reason}`)
    const hide = [...dataset.files.map((file) => file.path), path.join(line.tree.root, '.git')]
    const variables = Object.fromEntries(Object.entries(host.variables).filter(([name]) => !secret.test(name)))
    let runs = 0
    return {
      isolation,
      async predict(file, who) {
        const folder = path.join(scratch.path, String(++runs))
        const { paths, tree, model, predict } = source
        await using checkout = await sparseCheckout({ repo: line.tree.root, commit: { tree }, paths, to: path.join(folder, 'checkout') })
        const ran = await supervisePrediction(
          {
            command: predict.run,
            cwd: path.join(checkout.path, model.path),
            env: { ...variables, DATA: data.path },
            model: file,
            timeoutMs: predict.timeoutMs,
            out: path.join(folder, 'out'),
            name: `predictions${path.extname(data.path)}`,
            isolation,
            hide,
          },
          host,
        )
        const answers = {
          path: ran.path,
          head: ran.head,
          who: `the predictions of ${who}`,
          kind,
          positive: options.positive,
          rows: data.rows,
          id: data.id,
        }
        return { prediction: await readAnswers(session, answers), durationMs: ran.durationMs }
      },
      [Symbol.asyncDispose]: () => scratch[Symbol.asyncDispose](),
    }
  } catch (error) {
    await scratch[Symbol.asyncDispose]()
    throw error
  }
}

const kinds: { readonly [T in Task]: PredictionKind | null } = {
  'binary-classification': 'binary',
  'multiclass-classification': 'multiclass',
  'multilabel-classification': 'multilabel',
  regression: 'regression',
  forecasting: 'regression',
  ranking: 'ranking',
  clustering: 'clustering',
  text: null,
  detection: null,
  segmentation: null,
}

function kindOf(task: Task): PredictionKind {
  const kind = kinds[task]
  if (kind !== null) return kind
  throw new PipelineError('PREDICT_UNSUPPORTED', `evaluate.predict does not read predictions of ${task}`, {
    hint: 'let a step measure the model, and name its metrics file: its numbers count as reported',
  })
}

interface GivenRows {
  readonly path: string
  readonly rows: number
  readonly id: { readonly column: string; readonly ids: () => Promise<PackedTexts> } | null
}

async function rowsWithoutLabel(
  session: Session,
  { task, dataset, folder }: { readonly task: Task; readonly dataset: LockedDataset; readonly folder: string },
): Promise<GivenRows> {
  const { plainEnding } = await import('@seaworthy/datasets')
  const { plan, files, reading, window } = dataset
  const name = `rows${plainEnding(files[0]?.name ?? 'rows.parquet')}`
  const to = path.join(folder, name)
  const names = (await session.columns(files, reading)).map((column) => column.name)
  const without = labelColumns(names, { task, dataset })
  const { rows } = await session.materialize({ files, reading, window, to, without })
  const [column, ...others] = plan.id
  const isSingle = column !== undefined && others.length === 0
  return { path: to, rows, id: isSingle ? { column, ids: () => idsIn(session, { name, path: to, rows, column, dataset }) } : null }
}

interface Ids {
  readonly name: string
  readonly path: string
  readonly rows: number
  readonly column: string
  readonly dataset: LockedDataset
}

// As they stand in the very file that the command was given: what is 007 there is 007.
async function idsIn(session: Session, { name, path: at, rows, column, dataset }: Ids): Promise<PackedTexts> {
  const reading = { columns: [], text: dataset.reading?.text ?? null }
  const ids = new PackedTexts(rows)
  const question = { files: [{ name, path: at }], reading, window: null, columns: [column], as: new Map([[column, 'text']] as const) }
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
