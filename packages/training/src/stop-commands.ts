export interface GuardedOutput {
  write(text: string): void
  /** Hands the terminal back. */
  close(): void
}

/**
 * Output of foreign code between `::stop-commands::TOKEN` and `::TOKEN::`, so that the runner takes no line of it as a
 * command (GitHub docs, "Stopping and starting workflow commands"). The token must be unknown to that code. Without one,
 * as on a laptop, the output passes as it is.
 */
export function guardOutput(write: (text: string) => void, token: string | null): GuardedOutput {
  let lineStart = true
  const pass = (text: string) => {
    if (text === '') return
    lineStart = text.endsWith('\n')
    write(text)
  }
  if (token !== null) write(`::stop-commands::${token}\n`)
  const close = () => {
    if (!lineStart) write('\n')
    if (token !== null) write(`::${token}::\n`)
  }
  return { write: pass, close }
}
