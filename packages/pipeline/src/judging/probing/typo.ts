import type { RandomSource } from '@seaworthy/stats'

const letters = 'abcdefghijklmnopqrstuvwxyz'

/**
 * A text with one typing error, drawn: a character left out, typed twice, changed for a letter, or two neighbours in the wrong order.
 * Always another text; the empty one stays empty. Characters are code points.
 */
export function typo(text: string, random: Pick<RandomSource, 'below'>): string {
  const characters = Array.from(text)
  if (characters.length === 0) return text
  const at = random.below(characters.length)
  const kind = random.below(4)
  const other = letters[random.below(letters.length)] as string
  const mistyped = edits[kind]?.(characters, at, other).join('') ?? text
  return mistyped === text || mistyped === '' ? characters.toSpliced(at, 0, other).join('') : mistyped
}

type Edit = (characters: readonly string[], at: number, other: string) => readonly string[]

const edits: readonly Edit[] = [
  (characters, at) => characters.toSpliced(at, 1),
  (characters, at) => characters.toSpliced(at, 0, characters[at] as string),
  (characters, at, other) => characters.with(at, other),
  (characters, at) => (at + 1 < characters.length ? characters.toSpliced(at, 2, characters[at + 1] as string, characters[at] as string) : characters),
]
