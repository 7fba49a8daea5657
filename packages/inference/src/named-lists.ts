/**
 * A JSON array of names in a metadata property of a model; numbers are read as their text. Null where there is none, or something else.
 * @example namedList('["a","b"]') // ['a', 'b']
 */
export function namedList(text: string | undefined): readonly string[] | null {
  const parsed = parsedJson(text)
  const isName = (value: unknown) => typeof value === 'string' || typeof value === 'number'
  return Array.isArray(parsed) && parsed.length > 0 && parsed.every(isName) ? parsed.map(String) : null
}

/**
 * A JSON array of the levels of quantiles, ascending in (0, 1). Null where there is none, or something else.
 * @example levelList('[0.1,0.5,0.9]') // [0.1, 0.5, 0.9]
 */
export function levelList(text: string | undefined): readonly number[] | null {
  const parsed = parsedJson(text)
  if (!Array.isArray(parsed) || parsed.length === 0) return null
  return parsed.every((level, at) => typeof level === 'number' && level > (at === 0 ? 0 : Number(parsed[at - 1])) && level < 1) ? parsed : null
}

/**
 * Names by their numbers from 0 on, as Python prints a dictionary of them. Null where there is none, or a number is left out.
 * @example numberedNames("{0: 'person', 1: 'dog'}") // ['person', 'dog']
 */
export function numberedNames(text: string | undefined): readonly string[] | null {
  const names = [...(text ?? '').matchAll(/(\d+)\s*:\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")/g)]
  const isWhole = names.length > 0 && names.every(([, number], at) => Number(number) === at)
  return isWhole ? names.map(([, , single, double]) => (single ?? double ?? '').replace(/\\(.)/g, '$1')) : null
}

function parsedJson(text: string | undefined): unknown {
  try {
    return text === undefined ? null : JSON.parse(text)
  } catch {
    return null
  }
}
