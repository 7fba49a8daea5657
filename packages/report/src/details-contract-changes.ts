import type { ContractChange } from '@seaworthy/record'
import { markdownTable } from 'markdown-table'
import { codeSpan, escapeMarkdown, excerpt } from './escape-markdown.ts'
import { counted } from './numbers.ts'

/** What the change makes of the contract, field by field, what breaks first. */
export function contractChangesText(changes: readonly ContractChange[], maxRows: number): string {
  if (changes.length === 0) return ''
  const breaking = changes.filter(({ compatible }) => !compatible)
  const ordered = [...breaking, ...changes.filter(({ compatible }) => compatible)]
  const several = new Set(changes.map(({ contract, object }) => `${contract}\n${object}`)).size > 1
  const head = ['', 'column', 'field', 'base', 'proposed', 'why']
  const rows = ordered.slice(0, maxRows).map((change) => row(change, several))
  const table = markdownTable([head, ...rows], { align: ['c', 'l', 'l', 'l', 'l', 'l'], alignDelimiters: false })
  const rest = ordered.length > maxRows ? `\n\n${counted(ordered.length - maxRows, 'more change')}.` : ''
  return `**${contractHeadline(changes)}** The data are judged by the contract of the base branch.\n\n${table}${rest}`
}

export function contractHeadline(changes: readonly ContractChange[]): string {
  const breaking = changes.filter(({ compatible }) => !compatible).length
  return breaking > 0
    ? `The contract changes: ${counted(breaking, 'breaking change')}, ${changes.length - breaking} compatible.`
    : `The contract changes compatibly (${counted(changes.length, 'change')}).`
}

function row({ object, column, field, before, after, compatible, why }: ContractChange, several: boolean): string[] {
  const subject = column === null ? '(table)' : codeSpan(excerpt(column, 60))
  const text = (value: string | null) => (value === null ? '' : escapeMarkdown(excerpt(value, 80)))
  return [
    compatible ? '✅' : '❌',
    several ? `${codeSpan(excerpt(object, 40))} ${subject}` : subject,
    escapeMarkdown(excerpt(field, 60)),
    text(before),
    text(after),
    escapeMarkdown(excerpt(why, 120)),
  ]
}
