const directives = 'aAwdbBmyYHIpMSfzjUWGuV%'
const localeDirectives = 'cxX'

/**
 * Why a format is none that Python's strptime and DuckDB's read alike; null where it is.
 * @example strptimeFault('%Y-%m-%d') // null
 */
export function strptimeFault(format: string): string | null {
  for (const [written, directive = ''] of format.matchAll(/%(.?)/gsu)) {
    if (directive !== '' && directives.includes(directive)) continue
    if (directive !== '' && localeDirectives.includes(directive)) return `${written} depends on the language of the machine: write it out`
    return directive === '' ? 'it ends in %' : `${written} is not read`
  }
  return format.includes('%') ? null : 'it names no part of a date or time'
}
