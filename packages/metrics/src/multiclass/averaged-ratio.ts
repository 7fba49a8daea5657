import type { MetricOf, MetricWarning } from '../metric.ts'
import { type Averaged, averageOf, type ClassAverage } from './class-average.ts'
import { namesOf, placeOf } from './class-names.ts'
import type { ClassCounts, ClassRatio } from './class-ratio.ts'
import { confusionMetric } from './confusion-metric.ts'

/** How an id says it: one of three words, or the name of a class. */
export type AverageName = 'micro' | 'macro' | 'weighted' | { readonly name: string }

/**
 * Precision, recall, F-beta, Jaccard or specificity of several classes. Averages are over the classes that some row that counts has
 * or was given, as in scikit-learn: one that is only given counts with its 0, one that is neither is left out, and `CLASS_ABSENT` says
 * so. A ratio over nothing is 0, with the code of the ratio. Micro precision, recall and F-beta are all the accuracy.
 * @example averagedRatio({ id: 'f1_macro', ratio: f1, average: 'macro' }) of labels 0, 0, 1 and predictions 0, 2, 1 // 0.5555555555555555
 */
export function averagedRatio({ id, ratio, average }: { id: string; ratio: ClassRatio; average: AverageName }): MetricOf<'multiclass'> {
  const over = (classes: readonly string[]): ClassAverage =>
    typeof average === 'string' ? { kind: average } : { kind: 'class', at: placeOf(average.name, classes, id) }
  const evaluate = (matrix: Float64Array, classes: readonly string[]) => {
    const counts = countsOf(matrix, classes.length)
    const averaged = averageOf(ratio, counts, { average: over(classes), members: seen(counts) })
    return { counts, averaged }
  }
  return confusionMetric({
    id,
    title: `${ratio.title}, ${typeof average === 'string' ? `${average} average` : `class ${average.name}`}`,
    better: 'higher',
    range: [0, 1],
    inference: average === 'micro' && ratio.bottom[0] === 0 && ratio.bottom[3] === 0 ? 'share' : 'influence',
    at(matrix, classes) {
      const { averaged } = evaluate(matrix, classes)
      return { value: averaged.value, slopes: cellSlopes(averaged, classes.length) }
    },
    warn(matrix, { classes }) {
      const { counts, averaged } = evaluate(matrix, classes)
      return [...(average === 'macro' || average === 'weighted' ? absent(counts, classes) : []), ...undefinedRatios(averaged, { ratio, classes })]
    },
  })
}

/** The counts of each class from a confusion matrix. */
export function countsOf(matrix: Float64Array, size: number): ClassCounts {
  const [right, predicted, actual] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)]
  for (let row = 0, cell = 0; row < size; row++)
    for (let column = 0; column < size; column++, cell++) {
      const count = matrix[cell] as number
      actual[row] = (actual[row] as number) + count
      predicted[column] = (predicted[column] as number) + count
      if (row === column) right[row] = count
    }
  return { right, predicted, actual, total: actual.reduce((sum, one) => sum + one, 0) }
}

/** The slope in each cell of the matrix. */
export function cellSlopes({ right, predicted, actual, total }: Averaged, size: number): Float64Array {
  const slopes = new Float64Array(size * size)
  for (let row = 0, cell = 0; row < size; row++)
    for (let column = 0; column < size; column++, cell++)
      slopes[cell] = (row === column ? (right[row] as number) : 0) + (predicted[column] as number) + (actual[row] as number) + total
  return slopes
}

function seen({ predicted, actual }: ClassCounts): readonly number[] {
  return [...actual.keys()].filter((at) => (actual[at] as number) > 0 || (predicted[at] as number) > 0)
}

/** The warning on classes that no row has. */
export function absent({ predicted, actual }: ClassCounts, classes: readonly string[]): readonly MetricWarning[] {
  const places = [...actual.keys()].filter((at) => actual[at] === 0)
  if (places.length === 0) return []
  const said = places.filter((at) => (predicted[at] as number) > 0)
  const how = said.length > 0 ? `; rows were given ${namesOf(said, classes)} all the same, which counts as 0` : ''
  return [{ code: 'CLASS_ABSENT', message: `no row that counts has class ${namesOf(places, classes)}${how}` }]
}

function undefinedRatios(
  { undefinedClasses }: Averaged,
  { ratio, classes }: { ratio: ClassRatio; classes: readonly string[] },
): readonly MetricWarning[] {
  if (undefinedClasses.length === 0) return []
  return [
    { code: ratio.undefinedCode, message: `${ratio.title} is 0 by convention, as it is over nothing, for ${namesOf(undefinedClasses, classes)}` },
  ]
}
