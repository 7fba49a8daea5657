/** What becomes of a detected box. */
export const outcome = { ignored: 0, right: 1, wrong: 2 } as const

/** The boxes of one image and class. */
export interface BoxPairs {
  /** Detected boxes, best first; and annotated ones. */
  readonly rows: number
  readonly columns: number
  readonly overlap: Float64Array
  /** Of each annotated box: whether it asks for no detection, as a crowd or for its area. */
  readonly isIgnored: readonly boolean[]
  readonly isCrowd: readonly boolean[]
  /** Of each detected box: whether its area is out of the range, so that it is not wrong where it finds nothing. */
  readonly isOutside: readonly boolean[]
}

/**
 * What becomes of each detected box at a threshold of overlap, as in the COCO evaluation: the best first, each takes the free annotated
 * box that it overlaps most, the last of equals, one that is not ignored before all that are; a crowd is never used up.
 */
export function matchBoxes({ rows, columns, overlap, isIgnored, isCrowd, isOutside }: BoxPairs, threshold: number): Uint8Array {
  const ordered = [...Array(columns).keys()].sort((a, b) => Number(isIgnored[a]) - Number(isIgnored[b]) || a - b)
  const isTaken = new Uint8Array(columns)
  const become = new Uint8Array(rows)
  for (let row = 0; row < rows; row++) {
    let least = Math.min(threshold, 1 - 1e-10)
    let match = -1
    for (const column of ordered) {
      if (isTaken[column] === 1 && !isCrowd[column]) continue
      if (match >= 0 && !isIgnored[match] && isIgnored[column]) break
      const here = overlap[row * columns + column] as number
      if (here < least) continue
      least = here
      match = column
    }
    if (match >= 0) isTaken[match] = 1
    become[row] = match >= 0 ? (isIgnored[match] ? outcome.ignored : outcome.right) : isOutside[row] ? outcome.ignored : outcome.wrong
  }
  return become
}
