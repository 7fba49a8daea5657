import { rowsKind } from '@seaworthy/pipeline'
import { z } from 'zod'
import { AppError } from './errors.ts'

/** Tasks whose predictions are read from files. */
export const predictionTasks = [
  'binary-classification',
  'multiclass-classification',
  'multilabel-classification',
  'regression',
  'ranking',
  'forecasting',
  'clustering',
  'detection',
  'segmentation',
  'text',
] as const
export type PredictionTask = (typeof predictionTasks)[number]

/** Inputs that the commands on predictions share. */
export const taskInput = z.enum(predictionTasks).default('binary-classification').meta({ description: 'Task.' })
export const positiveInput = z
  .string()
  .default('')
  .meta({ description: 'The positive class of a binary classifier. Without it labels are 0 and 1, or false and true.' })
export const clusterInput = z
  .string()
  .default('')
  .meta({ description: 'Column whose rows belong together: a user, a day. Default: `cluster`, or `series` of forecasts, where there is one.' })
export const byInput = z.string().default('').meta({ description: 'Columns whose values are looked at one by one, separated by commas.' })
export const thresholdInput = z
  .string()
  .default('')
  .meta({ description: 'Scores above it decide for the positive class. Default: the decisions of the file, else 0.5.' })
export const annotationsInput = z.string().default('').meta({ description: 'For detection: the annotations in the format of COCO, as JSON.' })

/** What kind of rows a task has. */
export function kindOf(task: PredictionTask) {
  return rowsKind[task]
}

/** @throws {AppError} `INPUT_INVALID` for what is no number. */
export function numberIn(text: string, name: string): number | null {
  if (text === '') return null
  const value = Number(text)
  if (Number.isFinite(value)) return value
  throw new AppError('INPUT_INVALID', `--${name} is ${JSON.stringify(text.slice(0, 100))} and must be a number`)
}

/** What one unit of a kind is called. */
export function nounsOf(kind: ReturnType<typeof kindOf>): { readonly noun: string; readonly plural: string } {
  if (kind === 'ranking') return { noun: 'query', plural: 'queries' }
  if (kind === 'text') return { noun: 'document', plural: 'documents' }
  return kind === 'detection' || kind === 'segmentation' ? { noun: 'image', plural: 'images' } : { noun: 'row', plural: 'rows' }
}
