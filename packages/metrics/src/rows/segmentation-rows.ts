import { MetricsError } from '../errors.ts'
import type { Numbers } from './numbers.ts'
import { requireWeight } from './requirements.ts'
import { pickedOrNull, pickedRows } from './select.ts'

/** Segments of each image and class, images × classes each: a true and a predicted segment are matched where they overlap by more than 0.5. */
export interface Segments {
  /** Summed intersection over union of the matched ones. */
  readonly iou: Float64Array
  /** Matched pairs, predicted ones without a match, and true ones without. */
  readonly matched: Float64Array
  readonly unmatchedPredicted: Float64Array
  readonly unmatchedTrue: Float64Array
}

/** What a metric of segmentation reads. The unit is the image; its pixels are counted, not kept. */
export interface SegmentationRows {
  readonly kind: 'segmentation'
  readonly classes: readonly string[]
  /** images × classes × classes: pixels of the true class (row) that were given the class of the column. */
  readonly confusion: Numbers
  /** Needed by panoptic quality. */
  readonly segments?: Segments | null
  readonly weight: Float64Array | null
}

/**
 * Refuses counts of pixels that no metric may be computed from. Images are counted from 0.
 * @throws {MetricsError} `EMPTY_ROWS`, `LENGTH_MISMATCH`, `COUNT_INVALID`, `WEIGHT_INVALID`.
 */
export function requireSegmentation({ classes, confusion, weight }: SegmentationRows): void {
  const cells = classes.length ** 2
  if (confusion.length === 0) throw new MetricsError('EMPTY_ROWS', 'there are no images to measure on')
  if (confusion.length % cells !== 0)
    throw new MetricsError('LENGTH_MISMATCH', `${confusion.length} counts are no whole number of ${classes.length} × ${classes.length} tables`)
  requireCounts(confusion, cells, 'pixels')
  if (weight) requireWeight(weight, confusion.length / cells)
}

/**
 * Refuses images whose segments are not known.
 * @throws {MetricsError} as {@link requireSegmentation}, and `SEGMENTS_MISSING`.
 */
export function requireSegments(rows: SegmentationRows): asserts rows is SegmentationRows & { readonly segments: Segments } {
  requireSegmentation(rows)
  const { classes, confusion, segments } = rows
  if (!segments) {
    const hint = 'count the matched and unmatched segments of each image and class, or use mean_iou'
    throw new MetricsError('SEGMENTS_MISSING', 'the pixels of the images are known, but not their segments', { hint })
  }
  const expected = confusion.length / classes.length
  for (const [name, counts] of Object.entries(segments) as [string, Float64Array][]) {
    if (counts.length !== expected)
      throw new MetricsError('LENGTH_MISMATCH', `${expected} images and classes have ${counts.length} numbers of segments (${name})`)
    requireCounts(counts, classes.length, `segments (${name})`)
  }
}

function requireCounts(counts: Numbers, width: number, what: string): void {
  const odd = counts.findIndex((count) => !(count >= 0 && count < Infinity))
  if (odd < 0) return
  const hint = 'images are counted from 0; a count is a finite number of at least 0'
  throw new MetricsError('COUNT_INVALID', `image ${Math.floor(odd / width)} has ${counts[odd]} ${what} in place ${odd % width}`, { hint })
}

/** The images at some places, in that order. */
export function selectSegmentation({ kind, classes, confusion, segments, weight }: SegmentationRows, units: Uint32Array): SegmentationRows {
  const of = (counts: Float64Array) => pickedRows(counts, units, classes.length)
  return {
    kind,
    classes,
    confusion: pickedRows(confusion, units, classes.length ** 2),
    segments: segments
      ? {
          iou: of(segments.iou),
          matched: of(segments.matched),
          unmatchedPredicted: of(segments.unmatchedPredicted),
          unmatchedTrue: of(segments.unmatchedTrue),
        }
      : null,
    weight: pickedOrNull(weight, units),
  }
}
