/** Cells of the table that are looked at on each side of the diagonal. */
const beam = 25
const unreached = 1e9

/** How a cell was reached: both words taken, the word of the text alone, that of the reference alone. */
const step = { none: 0, both: 1, text: 2, reference: 3 } as const

/** Edit distances between the beginnings of a text and those of a reference, and how each was reached. */
export interface EditTable {
  readonly width: number
  readonly cost: Int32Array
  readonly reached: Uint8Array
}

/** A word number for each word. */
export type WordNumbers = Int32Array

export function editTable(text: WordNumbers, reference: WordNumbers): EditTable {
  const width = reference.length + 1
  const cost = new Int32Array((text.length + 1) * width)
  const reached = new Uint8Array(cost.length)
  for (let column = 0; column < width; column++) {
    cost[column] = column
    reached[column] = step.reference
  }
  const table = { width, cost, reached }
  fillRows(table, { text, reference, from: 1 })
  return table
}

/**
 * The distance of a text that begins as that of a table does, whose first rows are not computed again.
 * @param scratch a table of the same size, to be written over
 */
export function distanceBeyond(table: EditTable, scratch: EditTable, words: { text: WordNumbers; reference: WordNumbers; equal: number }): number {
  const { text, reference, equal } = words
  const { width } = table
  scratch.cost.set(table.cost.subarray(equal * width, (equal + 1) * width), equal * width)
  fillRows(scratch, { text, reference, from: equal + 1 })
  return scratch.cost[scratch.cost.length - 1] as number
}

/** Where each word of the reference stands in the text, and which words on both sides are no match. */
export interface Alignment {
  /** For each word of the reference the last word of the text that stands there or before; -1 for none. */
  readonly place: Int32Array
  readonly isWrongReference: Uint8Array
  readonly isWrongText: Uint8Array
}

/** @param width words of the reference, and one */
export function alignmentOf({ width, cost, reached }: EditTable): Alignment {
  const rows = cost.length / width
  const place = new Int32Array(width - 1)
  const isWrongReference = new Uint8Array(width - 1).fill(1)
  const isWrongText = new Uint8Array(rows - 1).fill(1)
  let row = rows - 1
  let column = width - 1
  while (row > 0 || column > 0) {
    const here = row * width + column
    const how = reached[here]
    if (how !== step.text) place[column - 1] = row - 1
    if (how === step.both && cost[here] === cost[here - width - 1]) {
      isWrongReference[column - 1] = 0
      isWrongText[row - 1] = 0
    }
    if (how !== step.reference) row--
    if (how !== step.text) column--
  }
  return { place, isWrongReference, isWrongText }
}

function fillRows({ width, cost, reached }: EditTable, words: { text: WordNumbers; reference: WordNumbers; from: number }): void {
  const { text, reference, from } = words
  const ratio = text.length > 0 ? reference.length / text.length : 1
  const breadth = beam < ratio / 2 ? Math.ceil(ratio / 2 + beam) : beam
  for (let row = from; row <= text.length; row++) {
    const start = row * width
    cost.fill(unreached, start, start + width)
    const diagonal = Math.floor(row * ratio)
    const end = row === text.length ? width : Math.min(width, diagonal + breadth)
    for (let column = Math.max(0, diagonal - breadth); column < end; column++) {
      const here = start + column
      const up = (cost[here - width] as number) + 1
      const diagonalCost = column === 0 ? unreached : (cost[here - width - 1] as number) + (text[row - 1] === reference[column - 1] ? 0 : 1)
      const left = column === 0 ? unreached : (cost[here - 1] as number) + 1
      const least = Math.min(diagonalCost, up, left)
      cost[here] = Math.min(least, unreached)
      reached[here] = least === diagonalCost ? step.both : least === up ? step.text : step.reference
    }
  }
}
