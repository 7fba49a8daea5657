import type { Pattern } from '../check.ts'
import { re2Pattern } from './re2-pattern.ts'

/**
 * An ECMA-262 pattern that is found anywhere in a text: for RE2 where that can run it, else for JavaScript over the distinct values.
 * @returns the reason where it is no pattern at all.
 * @example ecmaPattern('^(a)\\1$') // { pattern: { source: '^(a)\\1$', re2: null, javascript: '^(a)\\1$' } }
 */
export function ecmaPattern(source: string): { readonly pattern: Pattern } | { readonly invalid: string } {
  const translated = re2Pattern(source)
  if (translated.kind === 'invalid') return { invalid: translated.reason }
  return { pattern: { source, re2: translated.kind === 'pattern' ? translated.re2 : null, javascript: source } }
}
