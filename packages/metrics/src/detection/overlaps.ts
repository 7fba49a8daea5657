import type { Numbers } from '../rows/numbers.ts'

/** Boxes of one image and class, by their places among all boxes. */
export interface SomeBoxes {
  readonly places: readonly number[]
  /** Four numbers for each of all boxes. */
  readonly box: Numbers
}

/**
 * Intersection over union of each detected box (row) and each annotated one (column). Of a crowd the union is the detected box alone.
 * @example overlaps(one box [0, 0, 2, 2], one box [1, 0, 2, 2], no crowd) // [0.3333333333333333]
 */
export function overlaps(detected: SomeBoxes, annotated: SomeBoxes, crowd: Uint8Array): Float64Array {
  const width = annotated.places.length
  const overlap = new Float64Array(detected.places.length * width)
  for (let row = 0; row < detected.places.length; row++) {
    const own = 4 * (detected.places[row] as number)
    for (let column = 0; column < width; column++) {
      const place = annotated.places[column] as number
      overlap[row * width + column] = overlapOf(detected.box, own, annotated.box, 4 * place, crowd[place] === 1)
    }
  }
  return overlap
}

function overlapOf(first: Numbers, own: number, second: Numbers, other: number, isCrowd: boolean): number {
  const [left, top, width, height] = [first[own], first[own + 1], first[own + 2], first[own + 3]] as [number, number, number, number]
  const [left2, top2, width2, height2] = [second[other], second[other + 1], second[other + 2], second[other + 3]] as [number, number, number, number]
  const across = Math.min(width + left, width2 + left2) - Math.max(left, left2)
  const down = Math.min(height + top, height2 + top2) - Math.max(top, top2)
  if (across <= 0 || down <= 0) return 0
  const shared = across * down
  return shared / (isCrowd ? width * height : width * height + width2 * height2 - shared)
}
