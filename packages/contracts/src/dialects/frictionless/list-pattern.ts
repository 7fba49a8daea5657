import type { Pattern } from '../../check.ts'
import { ecmaPattern } from '../../sql/pattern.ts'
import type { ItemType } from './field-types.ts'
import { forms } from './lexical-forms.ts'

// The days that exist, leap years included, as a pattern: an item of a list is no value that could be cast.
const leap = '(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)'
const day = `(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))|${leap}-02-29)`

/** Patterns of the values of each type in its default format; a text is whatever has no delimiter in it. */
const items: { readonly [T in Exclude<ItemType, 'string'>]: string } = {
  integer: forms.integer,
  number: forms.number,
  boolean: 'true|True|TRUE|1|false|False|FALSE|0',
  datetime: forms.datetime.replace('[0-9]{4}-[0-9]{2}-[0-9]{2}', day),
  date: day,
  time: forms.time,
}

interface ListWriting {
  readonly delimiter: string
  readonly itemType: ItemType
  readonly minimum: number
  readonly maximum: number | null
}

/**
 * The texts that are lists: items of the type between delimiters, so many of them. An empty text is one empty item, as with the
 * original tool.
 * @example listPattern({ delimiter: ',', itemType: 'integer', minimum: 0, maximum: 3 })
 */
export function listPattern({ delimiter, itemType, minimum, maximum }: ListWriting): Pattern | { readonly fault: string } {
  // Every text is a list of at least one item.
  const fewest = Math.max(1, minimum)
  if (maximum !== null && maximum < fewest) return { fault: 'a text is a list of at least one item' }
  const mark = [...delimiter].map((char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`).join('')
  const item = itemType === 'string' ? `(?:(?!${mark})[\\s\\S])*` : `(?:${items[itemType]})`
  const text = [...delimiter].length === 1 && itemType === 'string' ? `[^${mark}]*` : item
  const source = `^${text}(?:${mark}${text}){${fewest - 1},${maximum === null ? '' : maximum - 1}}$`
  const read = ecmaPattern(source)
  return 'pattern' in read ? read.pattern : { fault: read.invalid }
}
