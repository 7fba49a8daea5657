import type { ModelPlan, Task } from '@seaworthy/config'
import type { Session } from '@seaworthy/datasets'
import type { Model, PredictionKind } from '@seaworthy/inference'
import { PipelineError } from '../errors.ts'
import type { LockedDataset } from '../locked-data.ts'
import type { LockedImages } from '../pictures/locked-images.ts'
import { BinaryTable } from './binary-table.ts'
import { ClusteringTable } from './clustering-table.ts'
import { DetectionTable } from './detection-table.ts'
import { ForecastTable } from './forecast-table.ts'
import { MulticlassTable } from './multiclass-table.ts'
import { MultilabelTable } from './multilabel-table.ts'
import { naiveErrors } from './naive-errors.ts'
import { RankingTable } from './ranking-table.ts'
import { RegressionTable } from './regression-table.ts'
import { SegmentationTable } from './segmentation-table.ts'
import type { TableOptions, TaskTable } from './task-table.ts'
import { TextTable } from './text-table.ts'

/** What a model is asked for by the task. */
export const predictionKinds: { readonly [T in Task]: PredictionKind } = {
  'binary-classification': 'binary',
  'multiclass-classification': 'multiclass',
  'multilabel-classification': 'multilabel',
  regression: 'regression',
  ranking: 'ranking',
  forecasting: 'regression',
  clustering: 'clustering',
  detection: 'detection',
  segmentation: 'segmentation',
  text: 'text',
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
      return new DetectionTable({ ...question, classes: candidate.classes })
    case 'segmentation':
      return new SegmentationTable({ ...question, classes: candidate.classes, images: imagesOf(question) })
    case 'text':
      // What was written beforehand needs no columns; a model file would.
      if (candidate.columns.length > 0) throw unsupported(model)
      return new TextTable(question)
  }
}

function unsupported({ name, task }: ModelPlan): PipelineError {
  return new PipelineError('TASK_UNSUPPORTED', `the model file of "${name}" is not run here: its task is ${task}`, {
    hint: 'let a command write the texts (evaluate.predict), a harness evaluate (evaluate.run), or judge a file of metrics (`metrics:`)',
  })
}

/** The positive class that both models are asked for: the declared one, else the second of the candidate's two. */
export function positiveOf({ positive }: ModelPlan, { classes }: Model): string | number | null {
  return positive ?? (classes?.length === 2 ? (classes[1] ?? null) : null)
}

function imagesOf({ dataset, model }: TaskQuestion): LockedImages {
  if (dataset.images) return dataset.images
  const { name } = dataset.plan
  throw new PipelineError('COLUMN_UNDECLARED', `data "${name}" of model "${model.name}" does not say where its masks are`, {
    hint: `add \`images: GLOB\` to models.${model.name}.data.${name}: its label names one of these files`,
  })
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
