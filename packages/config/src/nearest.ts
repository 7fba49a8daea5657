/**
 * The candidate that a person most likely meant, by Levenshtein distance without regard to case; null when none is near,
 * that is, within a third of the word's length (at least one edit, at most three). Ties go to the first.
 * @example nearest('roc_acu', ['roc_auc', 'accuracy']) // 'roc_auc'
 */
export function nearest(word: string, candidates: Iterable<string>): string | null {
  const reach = Math.min(3, Math.max(1, Math.ceil(word.length / 3)))
  let best: string | null = null
  let bestDistance = reach + 1
  for (const candidate of candidates) {
    const distance = levenshtein(word.toLowerCase(), candidate.toLowerCase())
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance]
  }
  return best
}

/** So many names are still read. */
const mostListed = 20

/** "did you mean …?" where something is near, else the whole choice. */
export function suggestion(word: string, candidates: readonly string[], plural: string): string | null {
  const near = nearest(word, candidates)
  if (near !== null) return `did you mean "${near}"?`
  if (candidates.length === 0) return null
  return `${plural}: ${candidates.slice(0, mostListed).join(', ')}${candidates.length > mostListed ? ', …' : ''}`
}

function levenshtein(left: string, right: string): number {
  let previous = Array.from({ length: right.length + 1 }, (_, at) => at)
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
