import type { Numbers } from './numbers.ts'
import { pickedOrNull, pickedRows } from './select.ts'

/** What a metric of segmentation reads. The unit is the image; its pixels are counted, not kept. */
export interface SegmentationRows {
  readonly kind: 'segmentation'
  readonly classes: readonly string[]
  /** images × classes × classes: pixels of the true class (row) that were given the class of the column. */
  readonly confusion: Numbers
  readonly weight: Float64Array | null
}

/** The images at some places, in that order. */
export function selectSegmentation({ kind, classes, confusion, weight }: SegmentationRows, units: Uint32Array): SegmentationRows {
  return { kind, classes, confusion: pickedRows(confusion, units, classes.length ** 2), weight: pickedOrNull(weight, units) }
}
