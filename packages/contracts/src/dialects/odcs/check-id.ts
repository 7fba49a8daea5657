/** Ids travel in records, which have room for 200 characters; the rest is for the number that tells repeated ids apart. */
const maxCharacters = 190

/**
 * The id of a check: `<column>.<what>`, or `what` alone for the whole object. A name that is too long is cut, and a hash of the
 * whole name keeps it apart from others.
 * @example checkId('delay', 'range') // 'delay.range'
 */
export function checkId(column: string | null, what: string): string {
  const id = column === null ? what : `${column}.${what}`
  if (id.length <= maxCharacters) return id
  const end = `~${hash(id)}${column === null ? '' : `.${what.slice(0, 40)}`}`
  return (column ?? what).slice(0, maxCharacters - end.length).toWellFormed() + end
}

/** FNV-1a, 32 bits, as eight hexadecimal digits. */
function hash(text: string): string {
  let state = 0x811c9dc5
  for (const char of text) state = Math.imul(state ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0
  return state.toString(16).padStart(8, '0')
}
