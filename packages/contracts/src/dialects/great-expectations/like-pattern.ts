import type { Pattern } from '../../check.ts'
import { re2Pattern } from '../../sql/re2-pattern.ts'
import { literalText } from '../python/literal-pattern.ts'

/**
 * A LIKE pattern with an escape character as a regular expression of the whole text; null where nothing follows the last escape.
 * @example likePattern('10!%%', '!')?.re2 // '^10%[\\x{0}-\\x{10ffff}]*$'
 */
export function likePattern(source: string, mark: string): Pattern | null {
  let javascript = ''
  let escaping = false
  for (const char of source) {
    if (!escaping && char === mark) escaping = true
    else {
      javascript += escaping ? literalText(char) : char === '%' ? '[^]*' : char === '_' ? '[^]' : literalText(char)
      escaping = false
    }
  }
  if (escaping) return null
  javascript = `^${javascript}$`
  const translated = re2Pattern(javascript)
  return { source, re2: translated.kind === 'pattern' ? translated.re2 : null, javascript }
}
