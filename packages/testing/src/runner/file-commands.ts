/** What a step writes into $GITHUB_OUTPUT, $GITHUB_ENV and $GITHUB_STATE: `name=value` lines and delimited blocks. */
export function parseFileCommands(text: string): Record<string, string> {
  const values: Record<string, string> = {}
  const lines = text.split('\n')
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? ''
    const block = /^([^=<]+)<<(.+)$/.exec(line)
    if (block !== null) {
      const end = lines.indexOf(block[2] ?? '', at + 1)
      values[block[1] ?? ''] = lines.slice(at + 1, end).join('\n')
      at = end < 0 ? lines.length : end
    } else if (line.includes('=')) {
      values[line.slice(0, line.indexOf('='))] = line.slice(line.indexOf('=') + 1)
    }
  }
  return values
}

export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice'
  readonly message: string
  readonly properties: Readonly<Record<string, string>>
}

const unescaped = (text: string): string =>
  text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%3A', ':').replaceAll('%2C', ',').replaceAll('%25', '%')

/** `::error file=a.ts,line=3::message` lines. Between `::stop-commands::x` and `::x::` nothing counts, as on a runner. */
export function parseAnnotations(stdout: string): Annotation[] {
  const found: Annotation[] = []
  let resume: string | null = null
  for (const line of stdout.split(/\r?\n/)) {
    const stop: string | undefined = /^::stop-commands::(.+)$/.exec(line)?.[1]
    if (resume !== null) {
      if (line === `::${resume}::`) resume = null
    } else if (stop !== undefined) resume = stop
    else found.push(...annotationOf(line))
  }
  return found
}

function annotationOf(line: string): Annotation[] {
  const match = /^::(error|warning|notice)(?: ([^:]*))?::(.*)$/.exec(line)
  if (match === null) return []
  const properties = (match[2] ?? '')
    .split(',')
    .filter(Boolean)
    .map((pair) => [pair.slice(0, pair.indexOf('=')), unescaped(pair.slice(pair.indexOf('=') + 1))])
  return [{ level: match[1] as Annotation['level'], message: unescaped(match[3] ?? ''), properties: Object.fromEntries(properties) }]
}
