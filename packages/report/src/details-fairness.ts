import type { FairGroups } from '@seaworthy/record'
import { markdownTable } from 'markdown-table'
import type { Details } from './details.ts'
import { escapeHtml, escapeMarkdown, excerpt } from './escape-markdown.ts'
import type { ModelView } from './model-view.ts'
import { counted, fixed, grouped } from './numbers.ts'

type Group = FairGroups['groups'][number]

/** How the groups of each column fare by the decisions of both models. What is gated on them stands among the metrics. */
export function fairnessDetails({ evaluation }: ModelView, maxRows: number): Details | null {
  const columns = evaluation?.fairness ?? []
  if (columns.length === 0) return null
  const paired = columns.some(({ groups }) => groups.some(({ baseline }) => baseline !== null))
  const told = columns.map(({ column, groups }) => `${escapeHtml(excerpt(column, 40))} ${counted(groups.length, 'group')}`)
  const small = columns.some(({ groups }) => groups.some(({ compared }) => !compared))
  const notes = [
    'Of each group: how many are decided positive, of all, of the truly positive and of the truly negative.',
    paired ? 'Production stands in parentheses.' : '',
    small ? 'Groups marked ➖ are too small to be compared.' : '',
  ]
  return {
    kind: 'fairness',
    summary: `<b>Fairness</b>: ${told.join(', ')}`,
    body: [notes.filter((note) => note !== '').join(' '), ...columns.map((one) => table(one, maxRows))].join('\n\n'),
  }
}

// The groups that are selected least come first.
function table({ column, groups }: FairGroups, maxRows: number): string {
  const ordered = groups.toSorted((a, b) => Number(b.compared) - Number(a.compared) || (a.candidate.selection ?? 0) - (b.candidate.selection ?? 0))
  const head = [escapeMarkdown(excerpt(column, 60)), 'rows', 'selected', 'true positive rate', 'false positive rate']
  const shown = markdownTable([head, ...ordered.slice(0, maxRows).map(row)], { align: ['l', 'r', 'r', 'r', 'r'], alignDelimiters: false })
  const rest = groups.length - maxRows
  return rest > 0 ? `${shown}\n\nand ${counted(rest, 'more group')}` : shown
}

function row({ value, rows, compared, candidate, baseline }: Group): string[] {
  const name = value === '' ? '(empty)' : escapeMarkdown(excerpt(value, 60))
  const cell = (rate: keyof Group['candidate']): string => {
    const other = baseline ? ` (${shareText(baseline[rate])})` : ''
    return `${shareText(candidate[rate])}${other}`
  }
  return [compared ? name : `${name} ➖`, grouped(rows), cell('selection'), cell('truePositive'), cell('falsePositive')]
}

function shareText(share: number | null): string {
  return share === null ? 'none' : `${fixed(share * 100, 1)}%`
}
