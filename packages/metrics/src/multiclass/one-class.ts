import type { MetricWarning } from '../metric.ts'
import type { MulticlassRows } from '../rows/multiclass-rows.ts'

/** The weight of the rows of each class. */
export function weightOfClasses({ classes, label }: Pick<MulticlassRows, 'classes' | 'label'>, weight: Float64Array | null): Float64Array {
  const weights = new Float64Array(classes.length)
  for (let row = 0; row < label.length; row++) {
    const at = label[row] as number
    weights[at] = (weights[at] as number) + (weight ? (weight[row] as number) : 1)
  }
  return weights
}

/** The warning on rows of a single class, if they are. */
export function oneClass(rows: MulticlassRows): readonly MetricWarning[] {
  const weights = weightOfClasses(rows, rows.weight)
  if (weights.filter((one) => one > 0).length > 1) return []
  const only = weights.findIndex((one) => one > 0)
  return [{ code: 'ONE_CLASS', message: `all ${rows.label.length} rows that count have class "${rows.classes[only]}"` }]
}
