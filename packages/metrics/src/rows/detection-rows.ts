import type { Codes, Numbers } from './numbers.ts'
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
