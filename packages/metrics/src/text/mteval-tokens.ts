import { strippedRight, words } from './words.ts'

const punctuation = /[{-~[-` -&(-+:-@/]/gu
const pointAfterNoDigit = /([^0-9])([.,])/gu
const pointBeforeNoDigit = /([.,])([^0-9])/gu
const dashAfterDigit = /([0-9])(-)/gu

/**
 * Words and punctuation of a line as the script mteval-v13a of the Workshop on Machine Translation cuts them (sacrebleu's `13a`): four
 * entities are decoded, a hyphen at a line's end joins, ASCII punctuation stands alone, except points and commas between digits and the
 * hyphens of words.
 * @example mtevalTokens('It cost 1,000.5 - "well"-spent.') // ['It', 'cost', '1,000.5', '-', '"', 'well', '"', '-spent', '.']
 */
export function mtevalTokens(line: string): string[] {
  const joined = strippedRight(line).replaceAll('<skipped>', '').replaceAll('-\n', '').replaceAll('\n', ' ')
  const decoded = joined.replaceAll('&quot;', '"').replaceAll('&amp;', '&').replaceAll('&lt;', '<').replaceAll('&gt;', '>')
  return words(
    ` ${decoded} `
      .replace(punctuation, ' $& ')
      .replace(pointAfterNoDigit, '$1 $2 ')
      .replace(pointBeforeNoDigit, ' $1 $2')
      .replace(dashAfterDigit, '$1 $2 '),
  )
}
