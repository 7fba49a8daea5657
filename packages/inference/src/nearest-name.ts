/**
 * The candidate that a misspelt name most likely meant: the smallest edit distance (Levenshtein), letters' case apart.
 * Null where none is within half of the name's length.
 *
 * @example nearestName('Distance', ['origin', 'distance']) // 'distance'
 */
export function nearestName(name: string, candidates: readonly string[]): string | null {
  let best: { readonly candidate: string; readonly distance: number } | null = null
  for (const candidate of candidates) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase())
    if (distance <= name.length / 2 && (best === null || distance < best.distance)) best = { candidate, distance }
  }
  return best === null ? null : best.candidate
}

function editDistance(left: string, right: string): number {
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index)
  for (let row = 1; row <= left.length; row++) {
    const current = [row]
    for (let column = 1; column <= right.length; column++) {
      const replaced = (previous[column - 1] ?? 0) + (left[row - 1] === right[column - 1] ? 0 : 1)
      current.push(Math.min(replaced, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1))
    }
    previous = current
  }
  return previous[right.length] ?? 0
}
