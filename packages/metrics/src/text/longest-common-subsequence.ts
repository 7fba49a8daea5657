/**
 * How many words two lists have in common in the same order, others between them.
 * @example commonLength(['a', 'b', 'c'], ['b', 'x', 'c']) // 2
 */
export function commonLength(first: readonly string[], second: readonly string[]): number {
  let above = new Int32Array(second.length + 1)
  let row = new Int32Array(second.length + 1)
  for (const word of first) {
    fillRow(row, above, word, second)
    ;[above, row] = [row, above]
  }
  return above[second.length] as number
}

/**
 * The places in the first list of one longest common subsequence. Of several, the one that going back from both ends finds, which leaves
 * a word of the second list only where that keeps more, as rouge-score does.
 */
export function commonPlaces(first: readonly string[], second: readonly string[]): number[] {
  const width = second.length + 1
  const table = new Int32Array((first.length + 1) * width)
  const rowAt = (at: number) => table.subarray(at * width, (at + 1) * width)
  first.forEach((word, at) => {
    fillRow(rowAt(at + 1), rowAt(at), word, second)
  })
  const places: number[] = []
  for (let i = first.length, j = second.length; i > 0 && j > 0; ) {
    if (first[i - 1] === second[j - 1]) {
      places.push(i - 1)
      i--
      j--
    } else if ((table[i * width + j - 1] as number) > (table[(i - 1) * width + j] as number)) j--
    else i--
  }
  return places.reverse()
}

function fillRow(row: Int32Array, above: Int32Array, word: string, second: readonly string[]): void {
  for (let at = 1; at <= second.length; at++) {
    row[at] = second[at - 1] === word ? (above[at - 1] as number) + 1 : Math.max(above[at] as number, row[at - 1] as number)
  }
}
