import { alignmentOf, distanceBeyond, type EditTable, editTable, type WordNumbers } from './beam-edit-distance.ts'

/** Tercom's limits: words of a shifted piece, and how far from each other it and its match may stand. */
const maxWords = 10
const maxDistance = 50
/** sacrebleu's: shifts that are tried for one text. */
const maxTried = 1000

/**
 * Fewest edits that turn a text into a reference, an edit being a word put in, left out or exchanged, or a piece moved as a whole: found
 * by moving, again and again, the piece that saves most, by the rules of Tercom (Snover et al., 2006) as sacrebleu has them.
 * @example editsWithShifts(['b', 'c', 'a'], ['a', 'b', 'c']) // 1, as one word is moved
 */
export function editsWithShifts(text: readonly string[], reference: readonly string[]): number {
  if (reference.length === 0) return text.length
  const numbers = new Map<string, number>()
  const numbered = (words: readonly string[]) =>
    Int32Array.from(words, (word) => {
      const number = numbers.get(word) ?? numbers.size
      numbers.set(word, number)
      return number
    })
  const target = numbered(reference)
  const scratch = editTable(new Int32Array(text.length), target)
  const tried = { count: 0 }
  let shifts = 0
  for (let words: WordNumbers = numbered(text); ; shifts++) {
    const table = editTable(words, target)
    const best = bestShift({ words, target, table, scratch }, tried)
    if (tried.count >= maxTried || best === null || best.gain <= 0) return shifts + (table.cost[table.cost.length - 1] as number)
    words = best.words
  }
}

interface Shift {
  readonly gain: number
  readonly length: number
  readonly from: number
  readonly to: number
  readonly words: WordNumbers
}

interface Search {
  readonly words: WordNumbers
  readonly target: WordNumbers
  readonly table: EditTable
  readonly scratch: EditTable
}

function bestShift({ words, target, table, scratch }: Search, tried: { count: number }): Shift | null {
  const before = table.cost[table.cost.length - 1] as number
  const { place, isWrongReference, isWrongText } = alignmentOf(table)
  let best: Shift | null = null
  for (const { from, match, length } of equalPieces(words, target)) {
    if (!anyOf(isWrongText, from, length) || !anyOf(isWrongReference, match, length)) continue
    const stands = place[match] as number
    if (stands >= from && stands < from + length) continue
    let last = -1
    for (let offset = -1; offset < length; offset++) {
      const to = match + offset === -1 ? 0 : (place[match + offset] as number) + 1
      if (to === last) continue
      last = to
      const moved = shifted(words, { from, length, to })
      const gain = before - distanceBeyond(table, scratch, { text: moved, reference: target, equal: Math.min(from, to) })
      tried.count++
      const found = { gain, length, from, to, words: moved }
      if (best === null || isBetter(found, best)) best = found
    }
    if (tried.count >= maxTried) return best
  }
  return best
}

/** More edits saved, then the longer piece, then the earlier one, then the earlier aim. */
function isBetter(one: Shift, other: Shift): boolean {
  return (one.gain - other.gain || one.length - other.length || other.from - one.from || other.to - one.to) > 0
}

/** Pieces of the text that the reference has too, each with all its beginnings. */
function* equalPieces(words: WordNumbers, target: WordNumbers): Generator<{ from: number; match: number; length: number }> {
  for (let from = 0; from < words.length; from++) {
    const end = Math.min(target.length, from + maxDistance + 1)
    for (let match = Math.max(0, from - maxDistance); match < end; match++) {
      for (let length = 1; length <= maxWords && from + length <= words.length && match + length <= target.length; length++) {
        if (words[from + length - 1] !== target[match + length - 1]) break
        yield { from, match, length }
      }
    }
  }
}

function anyOf(marks: Uint8Array, from: number, length: number): boolean {
  for (let at = from; at < from + length; at++) if (marks[at] === 1) return true
  return false
}

function shifted(words: WordNumbers, { from, length, to }: { from: number; length: number; to: number }): WordNumbers {
  const piece = words.subarray(from, from + length)
  const others = [...words.subarray(0, from), ...words.subarray(from + length)]
  const at = to <= from ? to : to > from + length ? to - length : to
  return Int32Array.from([...others.slice(0, at), ...piece, ...others.slice(at)])
}
