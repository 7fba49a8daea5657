import type { MetricOf } from '../metric.ts'
import { absent, cellSlopes, countsOf } from './averaged-ratio.ts'
import { averageOf } from './class-average.ts'
import { recall } from './class-ratio.ts'
import { confusionMetric } from './confusion-metric.ts'
import { oneClass } from './one-class.ts'

/**
 * Share of rows that are given the class they have.
 * @example of labels 0, 1, 2 and predictions 0, 1, 1 // 0.6666666666666666
 */
export const accuracy: MetricOf<'multiclass'> = confusionMetric({
  id: 'accuracy',
  title: 'accuracy',
  better: 'higher',
  range: [0, 1],
  inference: 'share',
  at: (counts, classes) => shareOf(counts, classes.length, (row, column) => row === column),
  warn: (_, rows) => oneClass(rows),
})

/**
 * Share of rows that are given another class than they have: 1 - accuracy.
 * @example of labels 0, 1 and predictions 0, 0 // 0.5
 */
export const hammingLoss: MetricOf<'multiclass'> = confusionMetric({
  id: 'hamming_loss',
  title: 'Hamming loss',
  better: 'lower',
  range: [0, 1],
  inference: 'share',
  at: (counts, classes) => shareOf(counts, classes.length, (row, column) => row !== column),
  warn: (_, rows) => oneClass(rows),
})

function shareOf(counts: Float64Array, size: number, isCounted: (row: number, column: number) => boolean) {
  const counted = counts.map((_, cell) => (isCounted(Math.floor(cell / size), cell % size) ? 1 : 0))
  const total = counts.reduce((sum, one) => sum + one, 0)
  const value = counts.reduce((sum, one, cell) => sum + one * (counted[cell] as number), 0) / total
  return { value, slopes: counted.map((one) => (one - value) / total) }
}

/**
 * Mean recall of the classes that some row that counts has; others are left out, with `CLASS_ABSENT`.
 * @example of labels 0, 0, 1 and predictions 0, 2, 1 // 0.75
 */
export const balancedAccuracy: MetricOf<'multiclass'> = confusionMetric({
  id: 'balanced_accuracy',
  title: 'balanced accuracy',
  better: 'higher',
  range: [0, 1],
  inference: 'influence',
  at(matrix, classes) {
    const counts = countsOf(matrix, classes.length)
    const members = [...counts.actual.keys()].filter((at) => (counts.actual[at] as number) > 0)
    const averaged = averageOf(recall, counts, { average: { kind: 'macro' }, members })
    return { value: averaged.value, slopes: cellSlopes(averaged, classes.length) }
  },
  warn: (matrix, { classes }) => absent({ ...countsOf(matrix, classes.length), predicted: new Float64Array(classes.length) }, classes),
})
