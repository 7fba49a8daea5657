/**
 * The name of a class as two files would agree on it: 1.0, which some writers make of a 1 beside missing values, is 1; True is true.
 * @example className('2.0') // '2'
 */
export function className(text: string): string {
  if (/^-?\d+\.0+$/.test(text)) return text.slice(0, text.indexOf('.'))
  return /^(true|false)$/i.test(text) ? text.toLowerCase() : text
}

/** Names of classes in the order in which most tools number them: numbers by size, else texts by their letters. */
export function sortedClasses(names: Iterable<string>): readonly string[] {
  const all = [...new Set(names)]
  if (all.every((name) => name.trim() !== '' && Number.isFinite(Number(name)))) return all.sort((one, other) => Number(one) - Number(other))
  return all.sort((one, other) => (one < other ? -1 : 1))
}
