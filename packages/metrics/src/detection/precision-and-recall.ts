import type { ClassMatches } from './class-matches.ts'
import { outcome } from './match-boxes.ts'

/** Recalls at which precision is read: 0, 0.01, … 1. */
const recalls = Float64Array.from({ length: 101 }, (_, at) => (at === 100 ? 1 : at * 0.01))

/** A number for each class and threshold, averaged over the classes with annotated boxes that count; NaN where there is none. */
export function meanOfClasses(
  matches: readonly ClassMatches[],
  of: (matches: ClassMatches, truths: number, weight: Float64Array | null) => number,
): (weight: Float64Array | null) => number {
  return (weight) => {
    let sum = 0
    let classes = 0
    for (const one of matches) {
      const truths = truthsOf(one, weight)
      if (truths === 0) continue
      sum += of(one, truths, weight)
      classes++
    }
    return sum / classes
  }
}

/** Mean over thresholds of the greatest precision at each of 101 recalls or beyond. */
export function averagePrecisionOf({ image, outcomes }: ClassMatches, truths: number, weight: Float64Array | null): number {
  const precision = new Float64Array(image.length)
  const recall = new Float64Array(image.length)
  let sum = 0
  for (const become of outcomes) {
    let right = 0
    let wrong = 0
    let points = 0
    for (let at = 0; at < image.length; at++) {
      const own = weight ? (weight[image[at] as number] as number) : 1
      if (own === 0 || become[at] === outcome.ignored) continue
      if (become[at] === outcome.wrong) {
        wrong += own
        continue
      }
      right += own
      recall[points] = right / truths
      // As in pycocotools, the smallest step above 1 keeps the quotient defined.
      precision[points++] = right / (wrong + right + Number.EPSILON)
    }
    sum += areaUnder(precision, recall, points)
  }
  return sum / outcomes.length
}

/** Precision only falls between two right boxes, so the points of right boxes are enough. */
function areaUnder(precision: Float64Array, recall: Float64Array, points: number): number {
  let greatest = 0
  let sum = 0
  let asked = recalls.length - 1
  for (let at = points - 1; at >= 0; at--) {
    while (asked >= 0 && (recalls[asked] as number) > (recall[at] as number)) {
      if (at < points - 1) sum += greatest
      asked--
    }
    greatest = Math.max(greatest, precision[at] as number)
  }
  return points === 0 ? 0 : (sum + (asked + 1) * greatest) / recalls.length
}

/** Mean over thresholds of the share of annotated boxes that are found. */
export function averageRecallOf({ image, outcomes }: ClassMatches, truths: number, weight: Float64Array | null): number {
  let sum = 0
  for (const become of outcomes) {
    let right = 0
    for (let at = 0; at < image.length; at++) if (become[at] === outcome.right) right += weight ? (weight[image[at] as number] as number) : 1
    sum += right / truths
  }
  return sum / outcomes.length
}

function truthsOf({ truthImage, truthCount }: ClassMatches, weight: Float64Array | null): number {
  let truths = 0
  for (let at = 0; at < truthImage.length; at++) truths += (truthCount[at] as number) * (weight ? (weight[truthImage[at] as number] as number) : 1)
  return truths
}
