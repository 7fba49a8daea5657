export const textMeasures = ['length', 'words', 'letters', 'digits', 'upper_case', 'blanks', 'other'] as const

const letter = /\p{L}/u
const digit = /\p{Nd}/u
const upper = /\p{Lu}/u
const blank = /\s/u

interface Counts {
  length: number
  words: number
  letters: number
  digits: number
  uppers: number
  blanks: number
}

/**
 * Numbers about a text: its length in code points, its words (parted by blanks), and the shares of its characters that are
 * letters, digits, blanks and anything else; `upper_case` is a share of the letters. Shares of nothing are missing.
 * @example measureText('Ab 1') // [4, 2, 0.5, 0.25, 0.5, 0.25, 0]
 */
export function measureText(text: string): readonly (number | null)[] {
  const counts: Counts = { length: 0, words: 0, letters: 0, digits: 0, uppers: 0, blanks: 0 }
  let inWord = false
  for (const character of text) {
    counts.length++
    const isBlank = blank.test(character)
    if (!isBlank && !inWord) counts.words++
    inWord = !isBlank
    if (isBlank) counts.blanks++
    else if (letter.test(character)) {
      counts.letters++
      if (upper.test(character)) counts.uppers++
    } else if (digit.test(character)) counts.digits++
  }
  const { length, words, letters, digits, uppers, blanks } = counts
  const share = (part: number, whole: number) => (whole === 0 ? null : part / whole)
  const others = length - letters - digits - blanks
  return [length, words, share(letters, length), share(digits, length), share(uppers, letters), share(blanks, length), share(others, length)]
}
