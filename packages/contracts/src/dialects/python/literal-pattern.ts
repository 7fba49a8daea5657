import type { Pattern } from '../../check.ts'
import { re2Pattern } from '../../sql/re2-pattern.ts'

/** A text as a regular expression that finds just that. */
export function literalText(text: string): string {
  return text.replaceAll(/[\^$\\.*+?()[\]{}|/]/g, '\\$&').replaceAll('\n', '\\n')
}

/**
 * A pattern of texts that begin, or end, with a text.
 * @example literalPattern('1.', 'start') // { source: '1.', re2: '^1\\.', javascript: '^1\\.' }
 */
export function literalPattern(source: string, at: 'start' | 'end'): Pattern {
  const javascript = at === 'start' ? `^${literalText(source)}` : `${literalText(source)}$`
  const translated = re2Pattern(javascript)
  return { source, re2: translated.kind === 'pattern' ? translated.re2 : null, javascript }
}
