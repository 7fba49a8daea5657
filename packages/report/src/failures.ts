import { codeSpan, escapeMarkdown, excerpt } from './escape-markdown.ts'
import type { ModelView } from './model-view.ts'

const maxFailures = 5
const maxMessage = 600

/** Errors of stages: code, message, and what helps. Null when there were none. */
export function failuresText({ report }: ModelView): string | null {
  if (report.failures.length === 0) return null
  const shown = report.failures.slice(0, maxFailures).map(({ stage, code, message, hint }) => {
    const what = `- **${escapeMarkdown(excerpt(stage, 40))}** ${codeSpan(excerpt(code, 60))}: ${escapeMarkdown(excerpt(message, maxMessage))}`
    return hint === null ? what : `${what}\n  **What helps:** ${escapeMarkdown(excerpt(hint, maxMessage))}`
  })
  const rest = report.failures.length - shown.length
  return [...shown, ...(rest > 0 ? [`- and ${rest} more`] : [])].join('\n')
}
