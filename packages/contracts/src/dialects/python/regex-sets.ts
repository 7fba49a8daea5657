// What Python's `re` takes for a digit, a space and a part of a word in a text: by Unicode, where ECMA-262 goes by ASCII.
// (str.isdecimal, str.isspace, str.isalnum and "_": docs.python.org/3/library/re.html#regular-expression-syntax)

/** The members of a class and of its complement, as they stand within brackets. */
export interface RegexSet {
  readonly inside: string
  readonly outside: string
  /** Whether RE2 knows the complement alike: its \p{C} lacks what is not assigned. */
  readonly complementInRe2: boolean
}

const otherThanWords = '\\p{M}\\p{S}\\p{Z}\\p{C}\\p{Pd}\\p{Ps}\\p{Pe}\\p{Pi}\\p{Pf}\\p{Po}\\u203f\\u2040\\u2054\\ufe33\\ufe34\\ufe4d-\\ufe4f\\uff3f'

export const unicodeSets: Readonly<Record<'d' | 's' | 'w', RegexSet>> = {
  d: { inside: '\\p{Nd}', outside: '\\P{Nd}', complementInRe2: true },
  s: {
    inside: '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000',
    outside:
      '\\x00-\\x08\\x0e-\\x1b\\x21-\\x84\\x86-\\x9f\\xa1-\\u167f\\u1681-\\u1fff\\u200b-\\u2027\\u202a-\\u202e\\u2030-\\u205e\\u2060-\\u2fff\\u3001-\\u{10ffff}',
    complementInRe2: true,
  },
  w: { inside: '\\p{L}\\p{N}_', outside: otherThanWords, complementInRe2: false },
}

export const asciiSets: Readonly<Record<'d' | 's' | 'w', RegexSet>> = {
  d: { inside: '0-9', outside: '\\x00-/:-\\u{10ffff}', complementInRe2: true },
  s: { inside: '\\t-\\r ', outside: '\\x00-\\x08\\x0e-\\x1f!-\\u{10ffff}', complementInRe2: true },
  w: { inside: '0-9A-Za-z_', outside: '\\x00-/:-@\\[-\\^`\\{-\\u{10ffff}', complementInRe2: true },
}

/** A place between a word and what is none. */
export function wordBoundary({ inside }: RegexSet): string {
  return `(?:(?<=[${inside}])(?![${inside}])|(?<![${inside}])(?=[${inside}]))`
}
export function noWordBoundary({ inside }: RegexSet): string {
  return `(?:(?<=[${inside}])(?=[${inside}])|(?<![${inside}])(?![${inside}]))`
}
