/**
 * Why a text is not one SELECT statement, or null when it reads like one. Comments, texts and quoted names are passed over. The
 * engine parses it again before it runs; this finds the mistake in the contract, with its line, before any data is read.
 */
export function notSingleSelect(query: string): string | null {
  const bare = query
    .replaceAll(/'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\//g, (found) => (found.startsWith("'") || found.startsWith('"') ? '_' : ' '))
    .trim()
  if (bare === '') return 'it is empty'
  if (bare.replace(/;+$/, '').includes(';')) return 'it holds more than one statement'
  if (!/^\(*\s*(select|with|from|values)\b/i.test(bare)) return 'it is not a SELECT'
  return null
}

/** A query without the semicolon that may end it. */
export function withoutSemicolon(query: string): string {
  return query.trim().replace(/[;\s]+$/, '')
}
