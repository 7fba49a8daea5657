/** A piece of a condition. `quoted` is a name in backticks. */
export type Token =
  | { readonly kind: 'number'; readonly text: string; readonly value: number }
  | { readonly kind: 'text'; readonly text: string; readonly value: string }
  | { readonly kind: 'name' | 'quoted'; readonly text: string }
  | { readonly kind: 'sign'; readonly text: string }

/** Why a condition cannot be read. */
export class ConditionFault extends Error {}

const forms: readonly (readonly [RegExp, (found: string) => Token])[] = [
  [/^(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/, numberToken],
  [/^(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")/s, (found) => ({ kind: 'text', text: found, value: unescaped(found.slice(1, -1)) })],
  [/^[\p{L}_][\p{L}\p{N}\p{M}_]*/u, (found) => ({ kind: 'name', text: found })],
  [/^`[^`]+`/, (found) => ({ kind: 'quoted', text: found.slice(1, -1) })],
  [/^(?:<=>|==|!=|<>|<=|>=|\*\*|\/\/|[^\s\p{L}\p{N}])/u, (found) => ({ kind: 'sign', text: found })],
]

/**
 * The pieces of a condition in Python or SQL.
 * @throws {ConditionFault} at what is neither a name, a number, a text nor a sign.
 */
export function tokens(source: string): readonly Token[] {
  const found: Token[] = []
  let rest = source.trimStart()
  while (rest !== '') {
    const [token, length] = firstToken(rest)
    found.push(token)
    rest = rest.slice(length).trimStart()
  }
  return found
}

function firstToken(rest: string): readonly [Token, number] {
  for (const [form, token] of forms) {
    const found = form.exec(rest)?.[0]
    if (found !== undefined) return [token(found), found.length]
  }
  throw new ConditionFault(`${JSON.stringify(rest.slice(0, 10))} cannot be read`)
}

function numberToken(text: string): Token {
  const value = Number(text)
  if (!Number.isFinite(value) || (/^\d+$/.test(text) && !Number.isSafeInteger(value)))
    throw new ConditionFault(`${text} is beyond 2^53 and not exact`)
  return { kind: 'number', text, value }
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\\': '\\', "'": "'", '"': '"' }
function unescaped(text: string): string {
  return text.replaceAll(/\\(.)/gs, (written, char: string) => {
    const meant = escapes[char]
    if (meant === undefined) throw new ConditionFault(`the escape ${written} is not read`)
    return meant
  })
}
