import type { ClassRuns } from '@seaworthy/inference'
import type { SegmentationRows } from '@seaworthy/metrics'

/** Pixels of a label that nobody judges: the number that most tools leave for them. */
export const unjudged = 255

/** What a pair of classes is counted under: both models together may name more than one model's 256. */
const apart = 65_536

/** Of one image, how many pixels of a true class were given another: true × 65,536 + given → pixels. */
export type Confusion = ReadonlyMap<number, number>

/** Which class the numbers of a map stand for; -1: none. */
export type Places = (number: number) => number

/**
 * Pixels counted by what is true and what was said, run by run; those whose true class is none are left out. Both are of one size.
 * @example confusionOf({ truth, said, trueOf: (n) => n, saidOf: (n) => n }) // of the maps [0, 1] and [1, 1]: Map { 1 → 1, 65537 → 1 }
 */
export function confusionOf({
  truth,
  said,
  trueOf,
  saidOf,
}: {
  readonly truth: ClassRuns
  readonly said: ClassRuns
  readonly trueOf: Places
  readonly saidOf: Places
}): Confusion {
  const counts = new Map<number, number>()
  let one = 0
  let other = 0
  let ofOne = truth.length[0] ?? 0
  let ofOther = said.length[0] ?? 0
  while (one < truth.length.length && other < said.length.length) {
    const pixels = Math.min(ofOne, ofOther)
    const place = trueOf(truth.category[one] as number)
    const key = place * apart + saidOf(said.category[other] as number)
    if (place >= 0) counts.set(key, (counts.get(key) ?? 0) + pixels)
    ofOne -= pixels
    ofOther -= pixels
    if (ofOne === 0) ofOne = truth.length[++one] ?? 0
    if (ofOther === 0) ofOther = said.length[++other] ?? 0
  }
  return counts
}

/** The true class and the one that was given. */
export function pairOf(key: number): readonly [number, number] {
  return [Math.floor(key / apart), key % apart]
}

/** Counts of all images as metrics read them, with the classes at the places of `order`. */
export function segmentationRows(
  confusions: readonly Confusion[],
  { classes, order }: { readonly classes: readonly string[]; readonly order: readonly number[] },
): Omit<SegmentationRows, 'weight'> {
  const width = classes.length
  const confusion = new Float64Array(confusions.length * width ** 2)
  for (const [image, counts] of confusions.entries()) {
    for (const [key, pixels] of counts) {
      const [true_, given] = pairOf(key).map((place) => order[place] as number) as [number, number]
      confusion[image * width ** 2 + true_ * width + given] = pixels
    }
  }
  return { kind: 'segmentation', classes, confusion }
}
