import type { Numbers } from '../prediction.ts'
import type { ClassRuns } from './class-runs.ts'

/** Boxes that a model finds in images. */
export interface DetectedBoxes {
  readonly kind: 'detection'
  /** What the numbers of classes stand for; null where the model does not say. */
  readonly classes: readonly string[] | null
  /** Where the boxes of each image start, and at the end their number: images + 1 numbers. */
  readonly starts: Uint32Array
  /** boxes × 4: left, top, width, height, in pixels of the image. */
  readonly box: Float64Array
  /** The number of each box's class. */
  readonly category: Uint32Array
  readonly score: Numbers
}

/** Classes that a model gives the pixels of images, as runs of one class. */
export interface SegmentedImages {
  readonly kind: 'segmentation'
  readonly classes: readonly string[] | null
  /** Of each image. */
  readonly width: Uint32Array
  readonly height: Uint32Array
  /** Where the runs of each image start, and at the end their number. */
  readonly starts: Uint32Array
  readonly category: Uint8Array
  readonly length: Uint32Array
}

export interface FoundBoxes {
  readonly box: readonly number[]
  readonly category: readonly number[]
  readonly score: readonly number[]
}

/** The boxes of one image after the other as one. */
export function joinedBoxes(images: readonly FoundBoxes[], classes: readonly string[] | null): DetectedBoxes {
  return {
    kind: 'detection',
    classes,
    starts: startsOf(images.map(({ score }) => score.length)),
    box: Float64Array.from(images.flatMap(({ box }) => box)),
    category: Uint32Array.from(images.flatMap(({ category }) => category)),
    score: Float64Array.from(images.flatMap(({ score }) => score)),
  }
}

export interface FoundMap {
  readonly width: number
  readonly height: number
  readonly runs: ClassRuns
}

/** The class maps of one image after the other as one. */
export function joinedMaps(images: readonly FoundMap[], classes: readonly string[] | null): SegmentedImages {
  const starts = startsOf(images.map(({ runs }) => runs.length.length))
  const category = new Uint8Array(starts.at(-1) ?? 0)
  const length = new Uint32Array(starts.at(-1) ?? 0)
  for (const [at, { runs }] of images.entries()) {
    category.set(runs.category, starts[at])
    length.set(runs.length, starts[at])
  }
  const sides = { width: Uint32Array.from(images, ({ width }) => width), height: Uint32Array.from(images, ({ height }) => height) }
  return { kind: 'segmentation', classes, ...sides, starts, category, length }
}

function startsOf(counts: readonly number[]): Uint32Array {
  const starts = new Uint32Array(counts.length + 1)
  for (const [at, count] of counts.entries()) starts[at + 1] = (starts[at] as number) + count
  return starts
}
