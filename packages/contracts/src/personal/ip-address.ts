import type { PersonalDetector } from './detector.ts'

const part = '(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])'
const four = new RegExp(`^${part}(?:\\.${part}){3}$`)

/**
 * An address of IPv4 (four numbers up to 255) or IPv6. Version numbers look like the former: a column is said to hold addresses
 * only where one in ten of them has a number of 100 or more.
 */
export const ipAddress: PersonalDetector = {
  kind: 'ip_address',
  prefilter: '\\s*(?:[0-9]{1,3}(?:\\.[0-9]{1,3}){3}|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)\\s*',
  test: (text) => four.test(text.trim()) || isSix(text.trim()),
  convinces: (text) => text.includes(':') || /[0-9]{3}/.test(text),
  chance: 0,
}

// RFC 4291: eight groups of up to four hexadecimal digits, once `::` for groups of zeros; the last two may be an IPv4 address.
// A time of day has no more than three groups, and no `::`.
function isSix(text: string): boolean {
  const plain = text.replace(/(?<=:)[0-9]+(?:\.[0-9]+){3}$/, (last) => (four.test(last) ? '0:0' : 'x'))
  const halves = plain.split('::')
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')))
  if (halves.length > 2 || !groups.every((group) => /^[0-9A-Fa-f]{1,4}$/.test(group))) return false
  return halves.length === 2 ? groups.length >= 1 && groups.length <= 7 : groups.length === 8
}
