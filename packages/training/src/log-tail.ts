const maxLines = 60
const maxLineLength = 2000

export interface LogTail {
  add(text: string): void
  /** The last 60 lines, ended by newlines; of a line that a progress bar rewrote, what it showed last. */
  text(): string
}

export function openLogTail(): LogTail {
  let lines: string[] = []
  let unfinished = ''
  return {
    add(text) {
      const parts = (unfinished + text).split('\n')
      unfinished = visible(parts.pop() ?? '')
      lines = [...lines, ...parts.map(visible)].slice(-maxLines)
    },
    text() {
      const all = unfinished === '' ? lines : [...lines, unfinished]
      return all
        .slice(-maxLines)
        .map((line) => `${line}\n`)
        .join('')
    },
  }
}

function visible(line: string): string {
  return line.replace(/\r$/, '').replace(/^.*\r/s, '').slice(0, maxLineLength)
}
