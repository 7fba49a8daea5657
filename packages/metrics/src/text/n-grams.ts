/** How often each piece occurs. */
export type Tally = ReadonlyMap<string, number>

export function tally(pieces: Iterable<string>): Tally {
  const counts = new Map<string, number>()
  for (const piece of pieces) counts.set(piece, (counts.get(piece) ?? 0) + 1)
  return counts
}

/**
 * How often each run of n words occurs, the words joined by a space.
 * @example wordGrams(['a', 'b', 'c'], 2) // a b and b c, once each
 */
export function wordGrams(words: readonly string[], n: number): Tally {
  return tally(Array.from({ length: Math.max(0, words.length - n + 1) }, (_, at) => words.slice(at, at + n).join(' ')))
}

/** How often each run of n characters occurs, a character being a code point. */
export function characterGrams(characters: readonly string[], n: number): Tally {
  return tally(Array.from({ length: Math.max(0, characters.length - n + 1) }, (_, at) => characters.slice(at, at + n).join('')))
}

/** How many pieces two tallies share, each counted as often as both have it. */
export function overlap(first: Tally, second: Tally): number {
  let shared = 0
  for (const [piece, count] of first) shared += Math.min(count, second.get(piece) ?? 0)
  return shared
}

/** How many pieces were counted. */
export function totalOf(counts: Tally): number {
  let total = 0
  for (const count of counts.values()) total += count
  return total
}
