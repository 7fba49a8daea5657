import type { BinaryRows } from '../rows/binary-rows.ts'
import { scored } from './curve-metric.ts'
import { cumulate, rankRows } from './ranking.ts'

/** A ROC curve: rates at each distinct score, from the highest, after a first point that no score reaches. */
export interface RocCurve {
  /** The first is Infinity. A row is called positive where its score is at least that. */
  readonly threshold: Float64Array
  readonly falsePositiveRate: Float64Array
  readonly truePositiveRate: Float64Array
}

/** Precision and recall at each distinct score, from the lowest, then a last point of precision 1 and recall 0. */
export interface PrecisionRecallCurve {
  /** One less than there are points. A row is called positive where its score is at least that. */
  readonly threshold: Float64Array
  readonly precision: Float64Array
  readonly recall: Float64Array
}

/** The weight in each cell of the confusion matrix at each distinct score, from the highest. */
export interface ThresholdCurve {
  /** A row is called positive where its score is at least that. */
  readonly threshold: Float64Array
  readonly tn: Float64Array
  readonly fp: Float64Array
  readonly fn: Float64Array
  readonly tp: Float64Array
}

/**
 * The confusion matrix at every threshold, as `sklearn.metrics.confusion_matrix_at_thresholds`. Rows without weight make no point.
 * @throws {MetricsError} as {@link requireScores}.
 * @example thresholdCurve({ kind: 'binary', label: Uint8Array.of(0, 1), score: Float64Array.of(0.25, 0.75), prediction: null, weight: null }).tp // [1, 1]
 */
export function thresholdCurve(rows: BinaryRows): ThresholdCurve {
  const { label, score, weight } = scored(rows)
  const ranking = rankRows({ label, score })
  const { positive, negative } = cumulate(ranking)(weight)
  const points = movingPoints(positive, negative)
  const [positives, negatives] = [positive.at(-1) as number, negative.at(-1) as number]
  const at = (values: Float64Array): Float64Array => Float64Array.from(points, (point) => values[point] as number)
  const [tp, fp] = [at(positive), at(negative)]
  return {
    threshold: Float64Array.from(points, (point) => score[ranking.order[(ranking.ends[point - 1] as number) - 1] as number] as number),
    tn: fp.map((one) => negatives - one),
    fp,
    fn: tp.map((one) => positives - one),
    tp,
  }
}

function movingPoints(positive: Float64Array, negative: Float64Array): readonly number[] {
  return Array.from(positive.keys()).filter((at) => at > 0 && (positive[at] !== positive[at - 1] || negative[at] !== negative[at - 1]))
}

/**
 * ROC curve, every distinct score a point, as `sklearn.metrics.roc_curve` without dropping points. A rate without rows of its class is NaN.
 * @throws {MetricsError} as {@link requireScores}.
 * @example rocCurve({ kind: 'binary', label: Uint8Array.of(0, 1), score: Float64Array.of(0.25, 0.75), prediction: null, weight: null }).truePositiveRate // [0, 1, 1]
 */
export function rocCurve(rows: BinaryRows): RocCurve {
  const { threshold, tn, fp, fn, tp } = thresholdCurve(rows)
  const positives = (tp[0] as number) + (fn[0] as number)
  const negatives = (fp[0] as number) + (tn[0] as number)
  return {
    threshold: joined([Number.POSITIVE_INFINITY], threshold),
    falsePositiveRate: joined([0], fp).map((one) => one / negatives),
    truePositiveRate: joined([0], tp).map((one) => one / positives),
  }
}

/**
 * Precision-recall curve, every distinct score a point, as `sklearn.metrics.precision_recall_curve`. Without positives recall is 1
 * throughout, as there.
 * @throws {MetricsError} as {@link requireScores}.
 * @example precisionRecallCurve({ kind: 'binary', label: Uint8Array.of(0, 1), score: Float64Array.of(0.25, 0.75), prediction: null, weight: null }).precision // [0.5, 1, 1]
 */
export function precisionRecallCurve(rows: BinaryRows): PrecisionRecallCurve {
  const { threshold, fp, fn, tp } = thresholdCurve(rows)
  const positives = (tp[0] as number) + (fn[0] as number)
  return {
    threshold: threshold.toReversed(),
    precision: joined(tp.map((one, at) => one / (one + (fp[at] as number))).reverse(), [1]),
    recall: joined(tp.map((one) => (positives === 0 ? 1 : one / positives)).reverse(), [0]),
  }
}

function joined(first: ArrayLike<number>, second: ArrayLike<number>): Float64Array {
  const all = new Float64Array(first.length + second.length)
  all.set(first)
  all.set(second, first.length)
  return all
}
