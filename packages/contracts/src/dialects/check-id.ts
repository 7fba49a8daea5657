/** Ids travel in records, which have room for 200 characters; the rest is for the number that tells repeated ids apart. */
const maxCharacters = 190

/**
 * The id of a check: `<column>.<what>`, several columns with commas, or `what` alone for the whole object. A name that is too long is
 * cut, and a hash of the whole name keeps it apart from others.
 * @example checkId('delay', 'range') // 'delay.range'
 * @example checkId(['a', 'b'], 'unique') // 'a,b.unique'
 */
export function checkId(subject: string | readonly string[] | null, what: string): string {
  const name = typeof subject === 'string' ? subject : subject === null || subject.length === 0 ? null : subject.join(',')
  const id = name === null ? what : `${name}.${what}`
  if (id.length <= maxCharacters) return id
  const end = `~${hash(id)}${name === null ? '' : `.${what.slice(0, 40)}`}`
  return (name ?? what).slice(0, maxCharacters - end.length).toWellFormed() + end
}

/** FNV-1a, 32 bits, as eight hexadecimal digits. */
function hash(text: string): string {
  let state = 0x811c9dc5
  for (const char of text) state = Math.imul(state ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0
  return state.toString(16).padStart(8, '0')
}
