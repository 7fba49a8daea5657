/**
 * The names that one cell lists: a JSON array, a list of DuckDB's or Python's as they print it, or names with `|` between; empty for none.
 * @example listedNames('["a","b"]') // ['a', 'b']
 */
export function listedNames(text: string): readonly string[] {
  const trimmed = text.trim()
  if (trimmed === '' || trimmed === '[]') return []
  if (!trimmed.startsWith('[')) return trimmed.split('|').map((name) => name.trim())
  return jsonNames(trimmed) ?? printedNames(trimmed.replace(/^\[|\]$/g, ''))
}

function jsonNames(text: string): readonly string[] | null {
  try {
    const parsed: unknown = JSON.parse(text)
    return Array.isArray(parsed) ? parsed.map(String) : null
  } catch {
    return null
  }
}

// A quoted name may hold a comma; its quotes are doubled or escaped within.
const printed = /'((?:[^'\\]|\\.|'')*)'|"((?:[^"\\]|\\.)*)"|([^,'"\s][^,]*)/g

function printedNames(text: string): readonly string[] {
  return [...text.matchAll(printed)].map(
    ([, single, double, bare]) => (single ?? double)?.replace(/\\(.)/g, '$1').replaceAll("''", "'") ?? (bare ?? '').trim(),
  )
}
