import type { DataFile, Session } from '@seaworthy/datasets'
import type { PredictionKind } from '@seaworthy/inference'
import { seedOf } from '@seaworthy/stats'
import { PipelineError } from '../../errors.ts'
import type { LockedDataset } from '../../locked-data.ts'
import { drawRows } from './draw-rows.ts'
import { readRows } from './read-rows.ts'

/** Predictions that are compared; of more, so many are drawn. */
const comparedRows = 1000
const predictionNames = ['score', 'y_score', 'probability', 'prediction', 'y_pred']

/** What training predicted, of rows in ascending order. */
export interface OwnPredictions {
  readonly rows: Uint32Array
  /** rows × width, row by row. */
  readonly values: Float64Array
}

export interface OwnPredictionsQuestion {
  /** Of the model, in the order of its probabilities. */
  readonly classes: readonly string[] | null
  readonly kind: PredictionKind
  /** What training was given. */
  readonly rows: LockedDataset
}

/**
 * Predictions that training left of its own rows: a line for each row of `$DATA_TRAIN` in its order, or a column `row` with its number.
 * @throws {PipelineError} `COLUMN_UNDECLARED`, `ROWS_DIFFER`, `PREDICTION_INVALID`
 */
export async function readOwnPredictions(session: Session, file: DataFile, { classes, kind, rows }: OwnPredictionsQuestion): Promise<OwnPredictions> {
  const present = (await session.columns([file])).map((column) => column.name)
  const names = predictionColumns(file.name, present, kind === 'multiclass' ? (classes ?? []).map((one) => `proba_${one}`) : null)
  const trainingRows = await session.count({ files: rows.files, reading: rows.reading, window: rows.window })
  const predictions = await session.count({ files: [file], window: null })
  const numbered = present.includes('row')
  if (!numbered && predictions !== trainingRows)
    throw new PipelineError('ROWS_DIFFER', `${file.name} has ${predictions} predictions; training had ${trainingRows} rows`, {
      hint: 'write one line for each row of $DATA_TRAIN in its order, or a column `row` with its number, from 0',
    })
  const lines = drawRows({ rows: predictions, size: comparedRows, seed: seedOf(file.name) })
  const own = { ...rows, files: [file], window: null, reading: null }
  const { values } = await readRows(session, own, { at: lines, columns: [...(numbered ? ['row'] : []), ...names] })
  const numberIn = (column: string, line: number): number => Number(values.get(column)?.data[line] ?? Number.NaN)
  const order = Array.from(lines, (number, line) => ({ line, row: numbered ? numberIn('row', line) : number })).sort((a, b) => a.row - b.row)
  refuseRows(order, { file: file.name, trainingRows })
  const predicted = Float64Array.from(order.flatMap(({ line }) => names.map((column) => numberIn(column, line))))
  refuseNumbers(predicted, file.name)
  return { rows: Uint32Array.from(order, ({ row }) => row), values: predicted }
}

function predictionColumns(file: string, present: readonly string[], ofClasses: readonly string[] | null): readonly string[] {
  const names = ofClasses ?? predictionNames.filter((one) => present.includes(one)).slice(0, 1)
  const missing = names.find((one) => !present.includes(one))
  if (names.length > 0 && missing === undefined) return names
  throw new PipelineError('COLUMN_UNDECLARED', `${file} has no column ${missing === undefined ? 'of predictions' : `"${missing}"`}`, {
    hint: `name it ${ofClasses === null ? `one of: ${predictionNames.join(', ')}` : 'proba_ and the class'}; it has: ${present.join(', ')}`,
  })
}

function refuseRows(
  order: readonly { readonly row: number }[],
  { file, trainingRows }: { readonly file: string; readonly trainingRows: number },
): void {
  const odd = order.find(({ row }, at) => !Number.isInteger(row) || row < 0 || row >= trainingRows || row === order[at - 1]?.row)
  if (odd)
    throw new PipelineError('ROWS_DIFFER', `${file} names row ${odd.row}; training had ${trainingRows} rows, each of which may be named once`, {
      hint: 'rows are counted from 0, as they stand in $DATA_TRAIN',
    })
}

function refuseNumbers(predicted: Float64Array, file: string): void {
  const odd = predicted.find((value) => !Number.isFinite(value))
  if (odd !== undefined)
    throw new PipelineError('PREDICTION_INVALID', `${file} holds the prediction ${odd}`, { hint: 'each row needs a finite number' })
}
