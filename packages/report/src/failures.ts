import { codeSpan, escapeMarkdown, excerpt, fencedText } from './escape-markdown.ts'
import type { ModelView } from './model-view.ts'
import type { StageFailure } from './report-input.ts'

const maxFailures = 5
const maxInline = 200
const maxMessage = 1500

/** Errors of stages: code, message, and what helps. Null when there were none. */
export function failuresText({ report }: ModelView): string | null {
  if (report.failures.length === 0) return null
  const shown = report.failures.slice(0, maxFailures).map(failureText)
  const rest = report.failures.length - shown.length
  return [...shown, ...(rest > 0 ? [`And ${rest} more.`] : [])].join('\n\n')
}

function failureText({ stage, code, message, hint }: StageFailure): string {
  const head = `**${escapeMarkdown(excerpt(stage, 40))}** ${codeSpan(excerpt(code, 60))}`
  const short = [...message].length <= maxInline && !message.includes('\n')
  const told = short ? `${head}: ${escapeMarkdown(message)}` : `${head}\n\n${fencedText(excerpt(message, maxMessage))}`
  return hint === null ? told : `${told}\n\n**What helps:** ${escapeMarkdown(excerpt(hint, 600))}`
}
