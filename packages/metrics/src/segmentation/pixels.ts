import { MetricsError } from '../errors.ts'
import type { MetricOf } from '../metric.ts'
import { nearestName } from '../nearest-name.ts'
import { requireSegmentation, requireSegments, type SegmentationRows } from '../rows/segmentation-rows.ts'
import { type Ratios, ratioOfClasses, ratiosOf } from './ratio-of-classes.ts'

/** Pixels of one class in one image. */
interface ClassPixels {
  readonly right: number
  readonly true_: number
  readonly predicted: number
}

type Ratio = (pixels: ClassPixels) => readonly [number, number]

const overUnion: Ratio = ({ right, true_, predicted }) => [right, true_ + predicted - right]
const overBoth: Ratio = ({ right, true_, predicted }) => [2 * right, true_ + predicted]

/**
 * Mean over classes of intersection over union, the pixels of all images counted together. A class that is nowhere does not count.
 * @example meanIou.measure(one image, confusion [3, 1, 0, 2]).value // 0.7083333333333333, the mean of 3/4 and 2/3
 */
export const meanIou: MetricOf<'segmentation'> = ratioOfClasses({
  id: 'mean_iou',
  title: 'mean IoU',
  ratios: (rows) => ofEveryClass(rows, overUnion),
})

/**
 * Mean over classes of the Dice coefficient, twice the intersection over the sum of both sides: F1 of pixels, macro.
 * @example dice.measure(one image, confusion [3, 1, 0, 2]).value // 0.8285714285714285, the mean of 6/7 and 4/5
 */
export const dice: MetricOf<'segmentation'> = ratioOfClasses({ id: 'dice', title: 'Dice', ratios: (rows) => ofEveryClass(rows, overBoth) })

/**
 * Share of all pixels that were given their class.
 * @example pixelAccuracy.measure(one image, confusion [3, 1, 0, 2]).value // 0.8333333333333334
 */
export const pixelAccuracy: MetricOf<'segmentation'> = ratioOfClasses({
  id: 'pixel_accuracy',
  title: 'pixel accuracy',
  ratios(rows) {
    requireSegmentation(rows)
    const { classes, confusion } = rows
    const cells = classes.length ** 2
    return ratiosOf(confusion.length / cells, ['any class'], (image) => {
      const counts = confusion.subarray(image * cells, (image + 1) * cells)
      let right = 0
      let all = 0
      for (let at = 0; at < cells; at++) {
        all += counts[at] as number
        if (at % (classes.length + 1) === 0) right += counts[at] as number
      }
      return [right, all]
    })
  },
})

/** Intersection over union of one class; NaN with `CLASS_ABSENT` where it is nowhere. */
export function classIou(name: string): MetricOf<'segmentation'> {
  return ratioOfClasses({ id: `iou_class:${name}`, title: `IoU of ${name}`, ratios: (rows) => ofOneClass(rows, name, overUnion) })
}

/** The Dice coefficient of one class; NaN with `CLASS_ABSENT` where it is nowhere. */
export function classDice(name: string): MetricOf<'segmentation'> {
  return ratioOfClasses({ id: `dice_class:${name}`, title: `Dice of ${name}`, ratios: (rows) => ofOneClass(rows, name, overBoth) })
}

/**
 * Panoptic quality (Kirillov et al., 2019): the summed intersection over union of matched segments, over matched ones and half of those
 * without a match, averaged over classes that have any.
 * @example panopticQuality.measure(one class, segments iou 1.5, 2 matched, 1 and 1 unmatched).value // 0.5
 */
export const panopticQuality: MetricOf<'segmentation'> = ratioOfClasses({
  id: 'panoptic_quality',
  title: 'panoptic quality',
  ratios(rows) {
    requireSegments(rows)
    const { classes, segments } = rows
    const { iou, matched, unmatchedPredicted, unmatchedTrue } = segments
    return ratiosOf(iou.length / classes.length, classes, (image, place) => {
      const at = image * classes.length + place
      return [iou[at] as number, (matched[at] as number) + ((unmatchedPredicted[at] as number) + (unmatchedTrue[at] as number)) / 2]
    })
  },
})

function ofEveryClass(rows: SegmentationRows, ratio: Ratio): Ratios {
  requireSegmentation(rows)
  const { classes, confusion } = rows
  return ratiosOf(confusion.length / classes.length ** 2, classes, (image, place) => ratio(pixelsOf(rows, image, place)))
}

function ofOneClass(rows: SegmentationRows, name: string, ratio: Ratio): Ratios {
  requireSegmentation(rows)
  const { classes, confusion } = rows
  const place = classes.indexOf(name)
  if (place < 0) {
    const near = nearestName(name, classes)
    const hint = near ? `did you mean "${near}"?` : `the classes are: ${classes.join(', ')}`
    throw new MetricsError('METRIC_PARAMETER', `there is no class "${name}"`, { hint })
  }
  return ratiosOf(confusion.length / classes.length ** 2, [name], (image) => ratio(pixelsOf(rows, image, place)))
}

function pixelsOf({ classes, confusion }: SegmentationRows, image: number, place: number): ClassPixels {
  const width = classes.length
  const start = image * width ** 2
  let true_ = 0
  let predicted = 0
  for (let other = 0; other < width; other++) {
    true_ += confusion[start + place * width + other] as number
    predicted += confusion[start + other * width + place] as number
  }
  return { right: confusion[start + place * (width + 1)] as number, true_, predicted }
}
