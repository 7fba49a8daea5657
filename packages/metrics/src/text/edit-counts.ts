/** How a list is turned into another: what is kept, exchanged, left out and put in. */
export interface EditCounts {
  readonly hits: number
  readonly substitutions: number
  readonly deletions: number
  readonly insertions: number
}

/**
 * The counts of one shortest way to turn the reference into what was said. Of several ways, the one that jiwer counts: equal ends are
 * kept, then, from the end, a deletion before all else, and an insertion where it beats an exchange.
 * @example editCounts(['a', 'b'], ['b', 'a']) // one hit, one deletion, one insertion
 */
export function editCounts(reference: readonly string[], said: readonly string[]): EditCounts {
  let front = 0
  while (front < reference.length && front < said.length && reference[front] === said[front]) front++
  let back = 0
  const shorter = Math.min(reference.length, said.length) - front
  while (back < shorter && reference[reference.length - 1 - back] === said[said.length - 1 - back]) back++
  const middle = middleCounts(reference.slice(front, reference.length - back), said.slice(front, said.length - back))
  return { ...middle, hits: middle.hits + front + back }
}

function middleCounts(reference: readonly string[], said: readonly string[]): EditCounts {
  const cost = distances(reference, said)
  const width = reference.length + 1
  const at = (row: number, column: number) => cost[row * width + column] as number
  let column = reference.length
  let row = said.length
  let hits = 0
  let substitutions = 0
  let deletions = 0
  let insertions = 0
  while (row > 0 && column > 0) {
    if (at(row, column) === at(row, column - 1) + 1) {
      deletions++
      column--
      continue
    }
    row--
    if (row > 0 && at(row, column) === at(row, column - 1) - 1) insertions++
    else {
      column--
      if (reference[column] === said[row]) hits++
      else substitutions++
    }
  }
  return { hits, substitutions, deletions: deletions + column, insertions: insertions + row }
}

/** Levenshtein distances of all beginnings: one row for each word said, one column for each of the reference. */
function distances(reference: readonly string[], said: readonly string[]): Int32Array {
  const width = reference.length + 1
  const cost = new Int32Array((said.length + 1) * width)
  for (let column = 0; column < width; column++) cost[column] = column
  for (let row = 1; row <= said.length; row++) {
    const start = row * width
    cost[start] = row
    for (let column = 1; column < width; column++) {
      const exchange = (cost[start - width + column - 1] as number) + (said[row - 1] === reference[column - 1] ? 0 : 1)
      cost[start + column] = Math.min(exchange, (cost[start - width + column] as number) + 1, (cost[start + column - 1] as number) + 1)
    }
  }
  return cost
}
