/** Of what may be repeated, a number of times. */
const item = /^(?:([A-Za-z0-9 _/:,;@#%&=~-])|\\([-./_])|(\[(?:[a-z]-[a-z]|[A-Z]-[A-Z]|[0-9]-[0-9]|[a-zA-Z0-9])+\])|(\\d))(?:\{(\d{1,2})\})?/
const most = 256

/**
 * A glob whose texts all match a regular expression over the whole text, which is one of characters, classes and numbers of times; null
 * for every other.
 * @example globWithin('^SKU-[0-9]{3}$') // 'SKU-[0-9][0-9][0-9]'
 */
export function globWithin(pattern: string): string | null {
  const whole = /^(?:\^|\\A)(.*?)(?:\\n\?|\n\?)?(?:\$|\\z)$/s.exec(pattern)?.[1]
  if (!whole) return null
  let glob = ''
  for (let rest = whole; rest.length > 0 && glob.length <= most; ) {
    const found = item.exec(rest)
    if (!found) return null
    const [all, character, escaped, characters, digit, times = '1'] = found
    rest = rest.slice(all.length)
    // What follows may make it one of a choice, or optional.
    if (/^[?*+{|]/.test(rest)) return null
    glob += (character ?? escaped ?? characters ?? (digit && '[0-9]') ?? '').repeat(Number(times))
  }
  return glob.length > 0 && glob.length <= most ? glob : null
}
