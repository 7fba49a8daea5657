import { expectedCalibrationError } from '../binary/calibration-error.ts'
import type { MetricOf } from '../metric.ts'
import type { BinaryRows } from '../rows/binary-rows.ts'
import { type MulticlassRows, requireClassProbabilities } from '../rows/multiclass-rows.ts'
import { topClasses } from './decisions.ts'
import { notNormalised } from './normalised.ts'

/**
 * Expected calibration error of the top class: the mean over rows of |share right - mean largest probability| of their bin, bins equally
 * wide (Guo et al., 2017; torchmetrics). Biased upwards, and the more so the fewer the rows: shown, and no ground for a gate.
 * @example ece(10, 'ece_10') of a label 0 and the probabilities 0.75, 0.25 // 0.25
 */
export function ece(bins: number, id: string): MetricOf<'multiclass'> {
  const ofConfidence = expectedCalibrationError({ id, bins })
  return {
    id,
    title: `expected calibration error of the top class, ${bins} bins`,
    better: 'lower',
    range: [0, 1],
    inference: 'resampled',
    measure(rows) {
      const { value } = ofConfidence.measure(topRows(rows))
      requireClassProbabilities(rows)
      return { value, influence: null, warnings: notNormalised(rows) }
    },
    reweigh(rows) {
      const confidence = topRows(rows)
      return ofConfidence.reweigh?.(confidence) ?? ((weight) => ofConfidence.measure({ ...confidence, weight }).value)
    },
  }
}

/** Whether each row's most probable class is right, and how probable it is said to be. */
function topRows(rows: MulticlassRows): BinaryRows {
  requireClassProbabilities(rows)
  const top = topClasses(rows)
  const { label, classes, weight } = rows
  const score = rows.probability instanceof Float32Array ? new Float32Array(label.length) : new Float64Array(label.length)
  const right = new Uint8Array(label.length)
  for (let row = 0; row < right.length; row++) {
    const at = top[row] as number
    score[row] = rows.probability[row * classes.length + at] as number
    right[row] = label[row] === at ? 1 : 0
  }
  return { kind: 'binary', label: right, score, prediction: null, weight }
}
