/** A line of a comment that begins with `/seaworthy waive`. */
export type WaiveCommand =
  | { readonly kind: 'waive'; readonly sha: string; readonly gate: string; readonly because: string }
  | { readonly kind: 'unreadable'; readonly reason: 'no_sentence' | 'short_sha' | 'short_reason' | 'too_long'; readonly gate: string | null }

const shortestReason = 10
const longest = { gate: 400, reason: 1000 }
/** One comment is not a list of everything. */
const mostCommands = 20

/**
 * The commands of a comment, in order. A command is a line of its own from its first character on; lines in fenced code, in a quotation
 * or in a hidden comment of HTML are none.
 * @example waiveCommands(`/seaworthy waive ${sha} roc_auc:at_least because the old data are wrong`) // [{ kind: 'waive', … }]
 */
export function waiveCommands(body: string): readonly WaiveCommand[] {
  return linesSpoken(body)
    .flatMap((line) => /^\/seaworthy[ \t]+waive(?=\s|$)(.*)$/.exec(line)?.[1] ?? [])
    .slice(0, mostCommands)
    .map((rest) => commandOf(singleSpaced(rest)))
}

function commandOf(rest: string): WaiveCommand {
  const [sha = '', ...words] = rest.split(' ')
  const because = words.indexOf('because')
  const gate = words
    .slice(0, Math.max(0, because))
    .join(' ')
    .replace(/^`(.*)`$/, '$1')
  const reason = words.slice(because + 1).join(' ')
  if (gate === '' || reason === '') return { kind: 'unreadable', reason: 'no_sentence', gate: null }
  if (gate.length > longest.gate || reason.length > longest.reason) return { kind: 'unreadable', reason: 'too_long', gate: null }
  if (!/^([0-9a-f]{40}|[0-9a-f]{64})$/.test(sha)) return { kind: 'unreadable', reason: 'short_sha', gate }
  if ([...reason].length < shortestReason) return { kind: 'unreadable', reason: 'short_reason', gate }
  return { kind: 'waive', sha, gate, because: reason }
}

/** Text in which only single spaces part words, and which can be kept. */
export function singleSpaced(text: string): string {
  return text.toWellFormed().split(/\s+/).filter(Boolean).join(' ')
}

function linesSpoken(body: string): readonly string[] {
  const lines: string[] = []
  let fence: string | null = null
  for (const line of body.replace(/<!--[\s\S]*?(-->|$)/g, '').split(/\r\n|[\n\r]/)) {
    const mark: string | undefined = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1]
    if (fence === null && mark !== undefined) fence = mark
    else if (fence !== null && mark?.startsWith(fence) && line.trim() === mark) fence = null
    else if (fence === null) lines.push(line)
  }
  return lines
}
