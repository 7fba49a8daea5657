import type { MetricWarning } from '../metric.ts'

/** Total weight of the rows of each class. */
export function classWeights(label: Uint8Array, weight: Float64Array | null): { positive: number; negative: number } {
  let positive = 0
  let negative = 0
  for (let row = 0; row < label.length; row++) {
    const one = weight ? (weight[row] as number) : 1
    if (label[row] === 1) positive += one
    else negative += one
  }
  return { positive, negative }
}

/** The warning on rows of a single class, if they are. */
export function oneClass(label: Uint8Array, weight: Float64Array | null): readonly MetricWarning[] {
  const { positive, negative } = classWeights(label, weight)
  if (positive > 0 && negative > 0) return []
  return [{ code: 'ONE_CLASS', message: `all ${label.length} rows that count have label ${positive > 0 ? 1 : 0}` }]
}
