// Scripts that put no blanks between words: each character counts as one.
const unspaced = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}'
const word = new RegExp(`[${unspaced}]|(?:(?![${unspaced}])[\\p{L}\\p{M}])+`, 'gu')
const maxCharacters = 10_000

/**
 * The words of a text's first 10,000 characters, lower-cased, in normal form C: runs of letters with their marks. Digits, and with them
 * numbers and codes, are parts of no word.
 * @example textWords('Née 1985 in Köln') // ['née', 'in', 'köln']
 */
export function textWords(text: string): readonly string[] {
  return text.slice(0, maxCharacters).normalize('NFC').toLowerCase().match(word) ?? []
}

/**
 * FNV-1a with 32 bits over UTF-16 code units, the low byte of each first. It keeps a word from being read, not from
 * being guessed: who tries all words of a dictionary learns which may be common in the texts.
 * @example wordHash('a') // 723832900
 */
export function wordHash(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    hash = Math.imul(hash ^ (unit & 0xff), 0x01000193)
    hash = Math.imul(hash ^ (unit >>> 8), 0x01000193)
  }
  return hash >>> 0
}
