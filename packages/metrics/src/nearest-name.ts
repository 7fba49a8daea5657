/**
 * The known name that takes the fewest edits to reach, letters and digits only; null where more than a third would change.
 * @example nearestName('roc_acu', ['roc_auc', 'brier']) // 'roc_auc'
 */
export function nearestName(name: string, known: readonly string[]): string | null {
  const plain = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '')
  const ranked = known.map((candidate) => ({ candidate, edits: editDistance(plain(name), plain(candidate)) })).sort((a, b) => a.edits - b.edits)
  const [best] = ranked
  return best && best.edits * 3 <= Math.max(name.length, best.candidate.length) ? best.candidate : null
}

// Levenshtein, one row of the table at a time. Names are short; a long one is cut.
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, at) => at)
  for (const [i, letter] of [...from.slice(0, 100)].entries()) {
    const next = [i + 1]
    for (let j = 0; j < to.length; j++)
      next.push(Math.min((row[j] as number) + (letter === to[j] ? 0 : 1), (row[j + 1] as number) + 1, (next[j] as number) + 1))
    row = next
  }
  return row[to.length] as number
}
