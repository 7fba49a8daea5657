import type { CheckResult, DatasetReport } from '@seaworthy/record'
import { markdownTable } from 'markdown-table'
import { codeSpan, escapeMarkdown, excerpt } from './escape-markdown.ts'
import { type CheckedData, findingText } from './formats/checked-data.ts'
import type { ProfileView } from './html/profile-view.ts'
import { grouped, percent } from './numbers.ts'

const maxOffenders = 3
const maxRows = 200
const maxCell = 240
const maxName = 80

/** The checks of a model's data, those that did not pass first. */
export function checksTable(model: string, datasets: readonly DatasetReport[]): string {
  const parts = datasets
    .filter((dataset) => dataset.checks.length > 0 || dataset.contract === null)
    .map((dataset) => {
      const passed = dataset.checks.filter((check) => check.outcome === 'pass').length + (dataset.omitted?.passed ?? 0)
      const all = dataset.checks.length + (dataset.omitted ? dataset.omitted.passed + dataset.omitted.failed : 0)
      const head = `**${escapeMarkdown(model)}** · ${code(dataset.name)}: ${grouped(dataset.rows)} rows in ${dataset.files} files, ${all === 0 ? 'no contract' : `${passed} of ${all} checks pass`}`
      return `${head}\n\n${failedChecks(dataset.checks)}`
    })
  return parts.join('\n')
}

/** What `seaworthy check` says. */
export function checkedTable({ rows, checks, personal, notes }: CheckedData & { readonly notes: readonly string[] }): string {
  const valid = checks.every((check) => check.severity !== 'error' || check.outcome === 'pass')
  const passed = checks.filter((check) => check.outcome === 'pass').length
  const head = `## ${valid ? '✅ valid' : '❌ not valid'}\n\n**${grouped(rows)} rows**, ${passed} of ${checks.length} checks pass.\n`
  const found = personal.map(
    ({ column, kind, share, status }) =>
      `- ${code(column)} holds ${kind.replaceAll('_', ' ')} in ${percent(share)} of the values looked at${status === 'declared' ? ', as the contract says' : ''}`,
  )
  const said =
    notes.length === 0 ? '' : `${notes.length} ${notes.length === 1 ? 'rule' : 'rules'} of the contract in words, for people: not checked.\n`
  return [head, failedChecks(checks), found.length === 0 ? '' : `**Personal data**\n\n${found.join('\n')}\n`, said]
    .filter((part) => part !== '')
    .join('\n')
}

export function failedChecks(checks: readonly CheckResult[]): string {
  const failed = checks.filter((check) => check.outcome !== 'pass')
  if (failed.length === 0) return ''
  const rows = failed
    .slice(0, maxRows)
    .map((check) => [check.severity === 'error' ? '❌' : '⚠️', code(check.id), cell(findingText(check)), offenders(check)])
  const rest = failed.length > maxRows ? `\nAnd ${grouped(failed.length - maxRows)} more.\n` : ''
  return `${markdownTable([['', 'check', 'must be, and was', 'first offenders'], ...rows])}\n${rest}`
}

function offenders(check: CheckResult): string {
  const several = new Set(check.samples.map(({ file }) => file)).size > 1
  return check.samples
    .slice(0, maxOffenders)
    .map(({ row, line, file, value }) => {
      const where = line ? `line ${grouped(line)}` : `row ${grouped(row)}`
      return `${where}${several && file !== null ? ` of ${code(file)}` : ''}${value === null ? '' : `: ${code(value)}`}`
    })
    .join(' · ')
}

/** A profile for a terminal: a line for each column. */
export function profileTable(name: string, { rows, columns }: ProfileView): string {
  const lines = columns
    .slice(0, maxRows)
    .map((column) => [
      code(column.name),
      cell(column.type ?? column.kind),
      percent(rows === 0 ? 0 : column.missing / rows),
      column.distinct === null ? '> 10,000' : grouped(column.distinct),
      cell(summaryOf(column)),
    ])
  const rest = columns.length > maxRows ? `\nAnd ${grouped(columns.length - maxRows)} more columns.\n` : ''
  return `**${cell(name)}**: ${grouped(rows)} rows, ${grouped(columns.length)} columns\n\n${markdownTable([['column', 'type', 'missing', 'distinct', 'values'], ...lines], { align: ['l', 'l', 'r', 'r', 'l'] })}\n${rest}`
}

type Column = ProfileView['columns'][number]

function summaryOf({ numeric, categories, datetime, hidden, personal }: Column): string {
  if (personal && personal.length > 0) return `(${personal.map((kind) => kind.replaceAll('_', ' ')).join(', ')}: not shown)`
  if (hidden) return '(not shown)'
  if (numeric && numeric.min !== null && numeric.max !== null)
    return `${short(numeric.min)} to ${short(numeric.max)}${numeric.mean === null ? '' : `, mean ${short(numeric.mean)}`}`
  if (datetime?.min && datetime.max) return `${datetime.min} to ${datetime.max}`
  const shown = (categories ?? [])
    .slice(0, 3)
    .map(({ value, count }) => `${value.length > 20 ? `${value.slice(0, 19)}…` : value} (${grouped(count)})`)
  return shown.join(', ')
}

function short(value: number): string {
  return String(Number(value.toPrecision(4)))
}

function cell(text: string): string {
  return escapeMarkdown(excerpt(text, maxCell))
}

function code(text: string): string {
  return codeSpan(excerpt(text, maxName))
}
