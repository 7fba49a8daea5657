import type { DataChanges } from '@seaworthy/record'
import { markdownTable } from 'markdown-table'
import { codeSpan, escapeMarkdown, excerpt } from './escape-markdown.ts'
import { fixed, grouped, percent } from './numbers.ts'

const maxLabels = 6
const words = { added: 'new', removed: 'gone', type: 'another type', shifted: 'shifted', none: 'as before' } as const

/** The rows of training beside those of production: only what differs. */
export function dataChangesText({ version, rows, columns, labels }: DataChanges, maxRows: number): string {
  const moved = columns.filter(({ change }) => change !== 'none')
  const head = `**Training data since \`${version.replaceAll('`', '')}\`**: ${rowsText(rows)}; ${columnsText(moved.length, columns.length)}`
  const parts = [head, labelText(labels), moved.length === 0 ? '' : table(moved.slice(0, maxRows))]
  const rest = moved.length > maxRows ? `and ${grouped(moved.length - maxRows)} more columns` : ''
  return [...parts, rest].filter((part) => part !== '').join('\n\n')
}

function rowsText({ before, after }: DataChanges['rows']): string {
  if (before === after) return `${grouped(after)} rows, as many as then`
  const change = before === 0 ? '' : ` (${after > before ? '+' : '−'}${percent(Math.abs(after - before) / before)})`
  return `${grouped(after)} rows, then ${grouped(before)}${change}`
}

function columnsText(moved: number, all: number): string {
  return moved === 0 ? `none of ${grouped(all)} columns shifted` : `${grouped(moved)} of ${grouped(all)} columns differ`
}

function labelText(labels: DataChanges['labels']): string {
  if (!labels || labels.length === 0) return ''
  const shown = labels.slice(0, maxLabels).map(({ value, before, after }) => {
    const name = value === null ? 'a label' : codeSpan(excerpt(value, 40))
    return `${name} ${percent(before)} → ${percent(after)}`
  })
  return `Labels: ${shown.join(' · ')}${labels.length > maxLabels ? ` · and ${labels.length - maxLabels} more` : ''}`
}

function table(moved: DataChanges['columns']): string {
  const rows = moved.map(({ name, change, kind, psi, missing }) => [
    codeSpan(excerpt(name, 60)),
    words[change],
    escapeMarkdown(kind),
    psi === null ? '' : fixed(psi, 2),
    missing === null || missing.before === missing.after ? '' : `${percent(missing.before)} → ${percent(missing.after)}`,
  ])
  return markdownTable([['column', '', 'kind', 'PSI', 'missing'], ...rows], { align: ['l', 'l', 'l', 'r', 'r'], alignDelimiters: false })
}
