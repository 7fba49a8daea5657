import { MetricsError } from '../errors.ts'
import type { Codes, Numbers } from './numbers.ts'
import { requireWeight } from './requirements.ts'
import { picked, pickedOrNull, pickedRows } from './select.ts'

/** Boxes of many images, image by image. */
export interface Boxes {
  /** Where the boxes of each image start, and at the end their number: images + 1 numbers. */
  readonly starts: Uint32Array
  /** Place of each box's class. */
  readonly category: Codes
  /** boxes × 4: left, top, width, height, in pixels. */
  readonly box: Numbers
}

/** What a metric of object detection reads. The unit is the image. */
export interface DetectionRows {
  readonly kind: 'detection'
  readonly classes: readonly string[]
  /** `crowd` 1 where a box stands for a group; `area` in pixels, as annotated (of the mask, not of the box, in COCO). */
  readonly truth: Boxes & { readonly crowd: Uint8Array; readonly area: Numbers }
  readonly prediction: Boxes & { readonly score: Numbers }
  readonly weight: Float64Array | null
}

/**
 * Refuses boxes that no metric may be computed from; nothing is dropped silently. Images and the boxes of each are counted from 0.
 * @throws {MetricsError} `EMPTY_ROWS`, `LENGTH_MISMATCH`, `BOX_INVALID`, `WEIGHT_INVALID`.
 */
export function requireDetection({ classes, truth, prediction, weight }: DetectionRows): void {
  const images = truth.starts.length - 1
  if (images < 1) throw new MetricsError('EMPTY_ROWS', 'there are no images to measure on')
  if (prediction.starts.length !== truth.starts.length) {
    throw new MetricsError('LENGTH_MISMATCH', `${images} annotated images have detections of ${prediction.starts.length - 1}`)
  }
  requireBoxes(truth, 'annotated', classes.length)
  requireBoxes(prediction, 'detected', classes.length)
  requireEach(truth, { what: 'annotated', marks: 'crowd marks', values: truth.crowd, isFit: (mark) => mark <= 1 })
  requireEach(truth, { what: 'annotated', marks: 'areas', values: truth.area, isFit: (area) => area >= 0 && area < Infinity })
  requireEach(prediction, { what: 'detected', marks: 'scores', values: prediction.score, isFit: Number.isFinite })
  if (weight) requireWeight(weight, images)
}

function requireBoxes(boxes: Boxes, what: string, classes: number): void {
  const { starts, category, box } = boxes
  const back = starts.findIndex((start, image) => start < (image === 0 ? 0 : (starts[image - 1] as number)))
  if (back >= 0 || starts[0] !== 0)
    throw new MetricsError('LENGTH_MISMATCH', `the ${what} boxes of image ${Math.max(0, back - 1)} do not begin where those before end`)
  requireEach(boxes, { what, marks: 'classes', values: category, isFit: (code) => code >= 0 && code < classes })
  if (box.length !== 4 * category.length)
    throw new MetricsError('LENGTH_MISMATCH', `${category.length} ${what} boxes have ${box.length} numbers, not 4 each`)
  const odd = box.findIndex((value, at) => !Number.isFinite(value) || (at % 4 >= 2 && value < 0))
  if (odd >= 0)
    refuseBox(
      boxes,
      Math.floor(odd / 4),
      `${what} box`,
      `[${box.subarray(odd - (odd % 4), odd - (odd % 4) + 4).join(', ')}] as left, top, width and height`,
    )
}

interface Marks {
  readonly what: string
  readonly marks: string
  readonly values: Numbers | Codes
  isFit(value: number): boolean
}

function requireEach(boxes: Boxes, { what, marks, values, isFit }: Marks): void {
  const count = boxes.starts[boxes.starts.length - 1] as number
  if (values.length !== count) throw new MetricsError('LENGTH_MISMATCH', `${count} ${what} boxes have ${values.length} ${marks}`)
  for (let at = 0; at < count; at++) if (!isFit(values[at] as number)) refuseBox(boxes, at, `${what} box`, `${values[at]} among the ${marks}`)
}

function refuseBox({ starts }: Boxes, place: number, which: string, what: string): never {
  let image = 0
  while ((starts[image + 1] as number) <= place) image++
  const hint = 'images and the boxes of each are counted from 0; mend or remove the box: nothing is dropped silently'
  throw new MetricsError('BOX_INVALID', `${which} ${place - (starts[image] as number)} of image ${image} has ${what}`, { hint })
}

/** The images at some places, in that order. */
export function selectDetection({ kind, classes, truth, prediction, weight }: DetectionRows, units: Uint32Array): DetectionRows {
  const { boxes: true_, places: truePlaces } = selectBoxes(truth, units)
  const { boxes: said, places: saidPlaces } = selectBoxes(prediction, units)
  return {
    kind,
    classes,
    truth: { ...true_, crowd: picked(truth.crowd, truePlaces), area: picked(truth.area, truePlaces) },
    prediction: { ...said, score: picked(prediction.score, saidPlaces) },
    weight: pickedOrNull(weight, units),
  }
}

function selectBoxes({ starts, category, box }: Boxes, units: Uint32Array): { readonly boxes: Boxes; readonly places: Uint32Array } {
  const places: number[] = []
  const from = Uint32Array.from({ length: units.length + 1 })
  units.forEach((image, at) => {
    for (let place = starts[image] as number; place < (starts[image + 1] as number); place++) places.push(place)
    from[at + 1] = places.length
  })
  const chosen = Uint32Array.from(places)
  return { boxes: { starts: from, category: picked(category, chosen), box: pickedRows(box, chosen, 4) }, places: chosen }
}
