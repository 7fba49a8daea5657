import type { Match, Pattern } from '../check.ts'

/** SQL that is true where the conditions hold as they must; null for a null. */
export function matchSql(conditions: readonly string[], match: Match): string {
  if (conditions.length === 0) return match === 'any' ? 'false' : 'true'
  return match === 'none' ? `(not (${conditions.join(' or ')}))` : `(${conditions.join(match === 'any' ? ' or ' : ' and ')})`
}

/** The same in JavaScript, with the `u` flag where a pattern is one with it; or why a pattern is none. */
export function matches(patterns: readonly Pattern[], match: Match): { readonly test: (text: string) => boolean } | { readonly message: string } {
  const expressions: RegExp[] = []
  for (const { source, javascript } of patterns) {
    const expression = withFlags(javascript)
    if (!expression) return { message: `/${source}/ is no regular expression` }
    expressions.push(expression)
  }
  switch (match) {
    case 'any':
      return { test: (text) => expressions.some((one) => one.test(text)) }
    case 'all':
      return { test: (text) => expressions.every((one) => one.test(text)) }
    case 'none':
      return { test: (text) => !expressions.some((one) => one.test(text)) }
  }
}

function withFlags(source: string): RegExp | null {
  for (const flags of ['u', '']) {
    try {
      return new RegExp(source, flags)
    } catch {
      // Older patterns escape what the flag does not let them.
    }
  }
  return null
}
