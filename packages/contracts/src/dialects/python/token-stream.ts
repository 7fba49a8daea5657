import { ConditionFault, type Token, tokens } from './tokens.ts'

/** The pieces of a condition, one after the other. Names compare as the language has them: `fold` where case does not count. */
export interface TokenStream {
  peek(ahead?: number): Token | undefined
  next(): Token | undefined
  /** Takes the next piece where it is this sign or bare word. */
  take(word: string): boolean
  expect(word: string): void
  /** Counts how deeply parts are nested, and refuses what would be endless. */
  nested<T>(read: () => T): T
}

const maxDepth = 100

export function tokenStream(source: string, { fold }: { readonly fold: boolean }): TokenStream {
  const all = tokens(source)
  let at = 0
  let depth = 0
  const plain = (text: string) => (fold ? text.toLowerCase() : text)
  const stream: TokenStream = {
    peek: (ahead = 0) => all[at + ahead],
    next: () => all[at++],
    take: (word) => {
      const token = all[at]
      if (!token || (token.kind !== 'sign' && token.kind !== 'name') || plain(token.text) !== word) return false
      at++
      return true
    },
    expect: (word) => {
      const before = all[at]
      if (!stream.take(word)) throw new ConditionFault(`"${word}" is missing before ${before ? JSON.stringify(before.text) : 'the end'}`)
    },
    nested: (read) => {
      if (++depth > maxDepth) throw new ConditionFault(`it is nested more than ${maxDepth} deep`)
      const value = read()
      depth--
      return value
    },
  }
  return stream
}

/** What a whole condition means; or why it cannot be read. */
export function readCondition<T>(source: string, options: { readonly fold: boolean; readonly read: (stream: TokenStream) => T }): T | ConditionFault {
  try {
    const stream = tokenStream(source, options)
    const value = options.read(stream)
    const rest = stream.peek()
    return rest ? new ConditionFault(`${JSON.stringify(rest.text)} does not belong there`) : value
  } catch (error) {
    if (error instanceof ConditionFault) return error
    throw error
  }
}
