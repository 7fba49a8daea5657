/** What Python takes for white space; JavaScript's own class differs in a few control characters. */
const spaces = '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000'
const runs = new RegExp(`[${spaces}]+`, 'u')
const severalSpaces = new RegExp(`[${spaces}]{2,}`, 'gu')
const ends = new RegExp(`^[${spaces}]+|[${spaces}]+$`, 'gu')
const trailing = new RegExp(`[${spaces}]+$`, 'u')

/**
 * The pieces between white space, as Python's `str.split` cuts them.
 * @example words(' a  b\n') // ['a', 'b']
 */
export function words(text: string): string[] {
  return text.split(runs).filter((word) => word !== '')
}

/** Without white space at both ends. */
export function stripped(text: string): string {
  return text.replace(ends, '')
}

/** Without white space at the end. */
export function strippedRight(text: string): string {
  return text.replace(trailing, '')
}

/**
 * The words of a transcript as jiwer cuts them by default: between spaces, after runs of white space became one space. A single tab or
 * line break does not end a word.
 */
export function spokenWords(text: string): string[] {
  return stripped(text.replace(severalSpaces, ' '))
    .split(' ')
    .filter((word) => word !== '')
}

/** Its code points, white space at both ends left out. */
export function characters(text: string): string[] {
  return [...stripped(text)]
}
