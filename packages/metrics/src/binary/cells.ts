import { type BinaryRows, requireDecisions, requireScores } from '../rows/binary-rows.ts'
import type { Numbers } from '../rows/numbers.ts'
import { accuracyThreshold } from './accuracy.ts'

/** A number for each cell of a 2 by 2 confusion matrix: the weight of the rows in it, or how a metric moves with that weight. */
export interface Cells {
  readonly tn: number
  readonly fp: number
  readonly fn: number
  readonly tp: number
}

/** What decides for class 1: null is the decision of the rows, else a probability above 0.5. */
export interface Decision {
  /** Named in hints. */
  readonly metric: string
  readonly threshold: number | null
}

/**
 * The cell that each row falls into: 0 true negative, 1 false positive, 2 false negative, 3 true positive. Scores of single precision
 * are held against the threshold in single precision, so that a score written as 0.3 is not above 0.3.
 * @throws {MetricsError} where rows hold no such decision.
 * @example cellOfRows({ kind: 'binary', label: Uint8Array.of(0, 1), score: Float64Array.of(0.7, 0.4), prediction: null, weight: null }, { metric: 'f1', threshold: 0.3 }) // [1, 3]
 */
export function cellOfRows(rows: BinaryRows, { metric, threshold }: Decision): Uint8Array {
  const { label, prediction } = rows
  const cell = new Uint8Array(label.length)
  if (threshold === null) {
    requireDecisions(rows, metric)
    if (prediction) {
      for (let row = 0; row < cell.length; row++) cell[row] = 2 * (label[row] as number) + (prediction[row] as number)
      return cell
    }
  }
  requireScores(rows)
  const { score } = rows
  const cut = cutFor(score, threshold ?? accuracyThreshold)
  for (let row = 0; row < cell.length; row++) cell[row] = 2 * (label[row] as number) + ((score[row] as number) > cut ? 1 : 0)
  return cell
}

/** The threshold in the precision of the scores. */
export function cutFor(score: Numbers, threshold: number): number {
  return score instanceof Float32Array ? Math.fround(threshold) : threshold
}

/** The weight of the rows in each cell. */
export function weighCells(cell: Uint8Array, weight: Float64Array | null): Cells {
  const sum = new Float64Array(4)
  if (weight) for (let row = 0; row < cell.length; row++) sum[cell[row] as number] = (sum[cell[row] as number] as number) + (weight[row] as number)
  else for (let row = 0; row < cell.length; row++) sum[cell[row] as number] = (sum[cell[row] as number] as number) + 1
  const [tn, fp, fn, tp] = sum as unknown as readonly [number, number, number, number]
  return { tn, fp, fn, tp }
}

export function totalOf({ tn, fp, fn, tp }: Cells): number {
  return tn + fp + fn + tp
}
