import type { MetricWarningCode } from '../metric.ts'

/** What is counted of one class: rows rightly given it, rows given it, rows that have it, all rows. */
export interface ClassCounts {
  readonly right: Float64Array
  readonly predicted: Float64Array
  readonly actual: Float64Array
  readonly total: number
}

/** Numbers for right, predicted, actual and total, in that order. */
export type CountFactors = readonly [number, number, number, number]

/** A ratio of two sums of counts; 0 where the lower one is 0, as scikit-learn's `zero_division` has it by default. */
export interface ClassRatio {
  readonly title: string
  readonly top: CountFactors
  readonly bottom: CountFactors
  /** What is said of a class where the lower sum is 0. */
  readonly undefinedCode: MetricWarningCode
}

export const precision: ClassRatio = { title: 'precision', top: [1, 0, 0, 0], bottom: [0, 1, 0, 0], undefinedCode: 'NO_PREDICTED_POSITIVES' }
export const recall: ClassRatio = { title: 'recall', top: [1, 0, 0, 0], bottom: [0, 0, 1, 0], undefinedCode: 'NO_POSITIVES' }
export const jaccard: ClassRatio = { title: 'Jaccard index', top: [1, 0, 0, 0], bottom: [-1, 1, 1, 0], undefinedCode: 'NO_POSITIVES' }
export const specificity: ClassRatio = { title: 'specificity', top: [1, -1, -1, 1], bottom: [0, 0, -1, 1], undefinedCode: 'NO_NEGATIVES' }
export const f1 = fBeta(1)

/** F-beta: recall weighs beta^2 as much as precision. */
export function fBeta(beta: number): ClassRatio {
  const square = beta * beta
  return { title: `F${beta}`, top: [1 + square, 0, 0, 0], bottom: [0, 1, square, 0], undefinedCode: 'NO_POSITIVES' }
}

/** The ratio of some counts, and its slope in each; 0 with no slope where it is not defined. */
export function ratioOf(
  { top, bottom }: ClassRatio,
  counts: CountFactors,
): { readonly value: number; readonly slopes: CountFactors; readonly isDefined: boolean } {
  const under = sumOf(bottom, counts)
  if (under === 0) return { value: 0, slopes: [0, 0, 0, 0], isDefined: false }
  const value = sumOf(top, counts) / under
  const slope = (at: 0 | 1 | 2 | 3): number => (top[at] - value * bottom[at]) / under
  return { value, slopes: [slope(0), slope(1), slope(2), slope(3)], isDefined: true }
}

function sumOf(factors: CountFactors, counts: CountFactors): number {
  return factors[0] * counts[0] + factors[1] * counts[1] + factors[2] * counts[2] + factors[3] * counts[3]
}
