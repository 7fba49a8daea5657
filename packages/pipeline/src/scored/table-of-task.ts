import type { ModelPlan, Task } from '@seaworthy/config'
import type { Session } from '@seaworthy/datasets'
import type { Model, PredictionKind } from '@seaworthy/inference'
import { PipelineError } from '../errors.ts'
import type { LockedDataset } from '../locked-data.ts'
import { BinaryTable } from './binary-table.ts'
import { ClusteringTable } from './clustering-table.ts'
import { ForecastTable } from './forecast-table.ts'
import { MulticlassTable } from './multiclass-table.ts'
import { MultilabelTable } from './multilabel-table.ts'
import { naiveErrors } from './naive-errors.ts'
import { RankingTable } from './ranking-table.ts'
import { RegressionTable } from './regression-table.ts'
import type { TableOptions, TaskTable } from './task-table.ts'

/** What a model is asked for by the task; null: model files of that task are not run here. */
export const predictionKinds: { readonly [T in Task]: PredictionKind | null } = {
  'binary-classification': 'binary',
  'multiclass-classification': 'multiclass',
  'multilabel-classification': 'multilabel',
  regression: 'regression',
  ranking: 'ranking',
  forecasting: 'regression',
  clustering: 'clustering',
  detection: null,
  segmentation: null,
  text: null,
}

export interface TaskQuestion extends TableOptions {
  readonly session: Session
  readonly model: ModelPlan
  readonly dataset: LockedDataset
  readonly candidate: Model
  /** The class that counts as positive, see `positiveOf`. */
  readonly positive: string | number | null
}

/** @throws {PipelineError} `TASK_UNSUPPORTED`, `COLUMN_UNDECLARED` */
export async function tableOfTask(question: TaskQuestion): Promise<TaskTable> {
  const { model, candidate, positive } = question
  switch (model.task) {
    case 'binary-classification':
      return new BinaryTable({ ...question, positive: positive ?? 1, classes: candidate.classes })
    case 'multiclass-classification':
      return new MulticlassTable(question)
    case 'multilabel-classification':
      return new MultilabelTable(question)
    case 'regression':
      return new RegressionTable(question)
    case 'clustering':
      return new ClusteringTable(question)
    case 'ranking':
      return new RankingTable({ ...question, query: queryOf(question) })
    case 'forecasting':
      return await forecastTable(question)
    case 'detection':
    case 'segmentation':
    case 'text':
      throw unsupported(model)
  }
}

/** @throws {PipelineError} `TASK_UNSUPPORTED` */
export function predictionKindOf(model: ModelPlan): PredictionKind {
  const kind = predictionKinds[model.task]
  if (kind) return kind
  throw unsupported(model)
}

function unsupported({ name, task }: ModelPlan): PipelineError {
  return new PipelineError('TASK_UNSUPPORTED', `the model file of "${name}" is not run here: its task is ${task}`, {
    hint: 'let a command predict (evaluate.predict), or judge a file of metrics (`metrics:`)',
  })
}

/** The positive class that both models are asked for: the declared one, else the second of the candidate's two. */
export function positiveOf({ positive }: ModelPlan, { classes }: Model): string | number | null {
  return positive ?? (classes?.length === 2 ? (classes[1] ?? null) : null)
}

function queryOf({ dataset, model }: TaskQuestion): readonly string[] {
  const { id, name } = dataset.plan
  if (id.length > 0) return id
  throw new PipelineError('COLUMN_UNDECLARED', `data "${name}" of model "${model.name}" does not say which rows are one query`, {
    hint: `add \`id: COLUMN\` to models.${model.name}.data.${name}: rows with the same value there are one ranked list`,
  })
}

async function forecastTable(question: TaskQuestion): Promise<TaskTable> {
  const { session, dataset, label } = question
  const history = dataset.siblings?.get('train')
  const { cluster, id } = dataset.plan
  const series = cluster === null ? id : [cluster]
  const errors = history ? await naiveErrors(session, { dataset: history, label: history.plan.label ?? label, series }) : null
  return new ForecastTable({ ...question, series, naiveErrors: errors })
}
