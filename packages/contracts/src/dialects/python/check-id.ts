const maxLength = 200

/**
 * The id of a check: its columns and what it is about. Ids travel in records, which have room for so many characters.
 * @example checkId(['a', 'b'], 'unique') // 'a,b.unique'
 */
export function checkId(columns: readonly string[], what: string): string {
  const names = columns.join(',')
  const room = Math.max(1, maxLength - what.length - 8)
  const short = names.length <= room ? names : `${names.slice(0, room - 1)}…`
  return columns.length === 0 ? what : `${short}.${what}`
}
