/**
 * The known name most like a misspelt one, by edit distance without regard to case; null when none is within a third of its
 * length (at least one edit, at most three). Failing that, the shortest known name of which it is the beginning.
 * @example nearest('minimun', ['minimum', 'maximum']) // 'minimum'
 */
export function nearest(name: string, known: readonly string[]): string | null {
  const reach = Math.min(3, Math.max(1, Math.floor(name.length / 3)))
  const ranked = known.map((candidate) => ({ candidate, edits: editDistance(name.toLowerCase(), candidate.toLowerCase()) }))
  ranked.sort((one, other) => one.edits - other.edits)
  const best = ranked[0]
  if (best && best.edits <= reach) return best.candidate
  const longer = known.filter((candidate) => name.length > 2 && candidate.toLowerCase().startsWith(name.toLowerCase()))
  return longer.toSorted((one, other) => one.length - other.length)[0] ?? null
}

function editDistance(from: string, to: string): number {
  let above = Array.from({ length: to.length + 1 }, (_, at) => at)
  for (let row = 1; row <= from.length; row++) {
    const current = [row]
    for (let at = 1; at <= to.length; at++) {
      const replaced = (above[at - 1] ?? 0) + (from[row - 1] === to[at - 1] ? 0 : 1)
      current.push(Math.min(replaced, (above[at] ?? 0) + 1, (current[at - 1] ?? 0) + 1))
    }
    above = current
  }
  return above[to.length] ?? 0
}
