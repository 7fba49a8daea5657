import type { LeakageFinding } from '@seaworthy/record'
import { codeSpan, escapeMarkdown, excerpt } from './escape-markdown.ts'

const titles: Readonly<Record<LeakageFinding['kind'], string>> = {
  duplicate_rows: 'the same rows in both splits',
  shared_ids: 'shared ids',
  time_overlap: 'overlapping time',
  conflicting_labels: 'conflicting labels',
  label_in_feature: 'a feature that tells the label',
}

/** What the splits know of each other, what blocks first. Empty where nothing was found. */
export function leakageText(findings: readonly LeakageFinding[], maxRows: number): string {
  if (findings.length === 0) return ''
  const ordered = findings.toSorted((one, other) => weight(one) - weight(other))
  const lines = ordered.slice(0, maxRows).map(({ kind, severity, column, message }) => {
    const subject = column === null ? '' : `${codeSpan(excerpt(column, 60))}: `
    return `- ${severity === 'error' ? '❌' : '⚠️'} ${titles[kind]}: ${subject}${escapeMarkdown(excerpt(message, 240))}`
  })
  const rest = ordered.length > maxRows ? [`- and ${ordered.length - maxRows} more`] : []
  return ['**Leakage between the splits**', '', ...lines, ...rest].join('\n')
}

function weight({ severity }: LeakageFinding): number {
  return severity === 'error' ? 0 : severity === 'warning' ? 1 : 2
}

/** In the headline of a blocked model. */
export function leakageHeadline({ kind, message, column }: LeakageFinding): string {
  const subject = column === null ? '' : `${codeSpan(excerpt(column, 60))}: `
  return `**The splits leak: ${titles[kind]}.** ${subject}${escapeMarkdown(excerpt(message, 240))}.`
}
