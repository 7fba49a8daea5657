import type { CheckResult, DatasetReport, ValidateBody } from '@seaworthy/record'
import { markdownTable } from 'markdown-table'
import type { Details } from './details.ts'
import { contractChangesText } from './details-contract-changes.ts'
import { dataChangesText } from './details-data-changes.ts'
import { leakageText } from './details-leakage.ts'
import { personalText } from './details-personal.ts'
import { windowText } from './differences.ts'
import { codeSpan, escapeHtml, escapeMarkdown, excerpt } from './escape-markdown.ts'
import type { ModelView } from './model-view.ts'
import { bytesText, counted, grouped, percent, plain } from './numbers.ts'

const maxOffenders = 3

/** Checks that did not pass, with the first rows that break them; what was read. */
export function dataDetails({ report }: ModelView, maxRows: number): Details | null {
  const body = report.record?.sections.validate?.body
  const datasets = body?.datasets ?? []
  if (!body || datasets.length === 0) return null
  const leakage = body.leakage ?? []
  const contractChanges = body.contractChanges ?? []
  const checks = datasets.flatMap((dataset) => dataset.checks.map((check) => ({ dataset, check })))
  const failing = checks.filter(({ check }) => check.outcome !== 'pass').sort((a, b) => order(a.check) - order(b.check))
  const table = failing.length === 0 ? [] : [failingTable(failing.slice(0, maxRows), datasets.length > 1), restText(failing.length - maxRows)]
  const samples =
    report.samplesShown || failing.every(({ check }) => check.samples.length === 0)
      ? ''
      : 'Values are not shown: `samples: show` in the configuration would quote them.'
  const parts = [
    contractChangesText(contractChanges, maxRows),
    ...table,
    failing.some(({ check }) => check.samples.some(({ line }) => !line)) ? 'Rows count from 0 in file order.' : '',
    samples,
    leakageText(leakage, maxRows),
    personalText(datasets, maxRows),
    body.dataChanges ? dataChangesText(body.dataChanges, maxRows) : '',
    datasets.map(datasetLine).join('\n'),
  ]
  return {
    kind: 'data',
    open: failing.some(({ check }) => check.severity === 'error') || leakage.some(({ severity }) => severity === 'error'),
    summary: `${summaryOf(
      datasets,
      checks.length,
      failing.map(({ check }) => check),
    )}${besides(body)}`,
    body: parts.filter((part) => part !== '').join('\n\n'),
  }
}

/** What the folded line says beside the checks. */
function besides({ leakage, contractChanges, dataChanges }: ValidateBody): string {
  const leaks = leakage?.length ?? 0
  const breaking = (contractChanges ?? []).filter(({ compatible }) => !compatible).length
  const moved = (dataChanges?.columns ?? []).filter(({ change }) => change !== 'none').length
  const told = [
    leaks > 0 ? counted(leaks, 'sign of leakage', 'signs of leakage') : '',
    breaking > 0 ? `${counted(breaking, 'breaking change')} of the contract` : '',
    moved > 0 ? `${counted(moved, 'column')} other than in production` : '',
  ].filter((part) => part !== '')
  return told.length === 0 ? '' : `; ${told.join(', ')}`
}

function summaryOf(datasets: readonly DatasetReport[], total: number, failing: readonly CheckResult[]): string {
  const errors = failing.filter((check) => check.severity === 'error').length
  const warnings = failing.length - errors
  const rows = datasets.map((dataset) => `${escapeHtml(excerpt(dataset.name, 40))} ${counted(dataset.windowRows, 'row')}`).join(', ')
  const told = [errors > 0 ? `${grouped(errors)} failed` : '', warnings > 0 ? counted(warnings, 'warning') : ''].filter((part) => part !== '')
  return `<b>Data</b>: ${rows}; ${grouped(total - failing.length)} of ${counted(total, 'check')} pass${told.length > 0 ? `, ${told.join(', ')}` : ''}`
}

function failingTable(failing: readonly { readonly dataset: DatasetReport; readonly check: CheckResult }[], several: boolean): string {
  const head = ['', 'check', ...(several ? ['data'] : []), 'rows', 'first offenders']
  const rows = failing.map(({ dataset, check }) => [
    check.severity === 'error' ? '❌' : '⚠️',
    checkName(check),
    ...(several ? [escapeMarkdown(excerpt(dataset.name, 40))] : []),
    check.failed > 0 ? `${grouped(check.failed)} (${percent(check.share)})` : '',
    offenders(check),
  ])
  return markdownTable([head, ...rows], { align: ['c', 'l', ...(several ? ['l'] : []), 'r', 'l'], alignDelimiters: false })
}

function checkName({ column, expected, observed, failed }: CheckResult): string {
  const found =
    observed !== null && failed === 0
      ? `; found ${typeof observed === 'number' ? plain(observed) : escapeMarkdown(excerpt(String(observed), 60))}`
      : ''
  return `${column === null ? '' : `${codeSpan(excerpt(column, 60))} `}${escapeMarkdown(excerpt(expected, 160))}${found}`
}

function offenders({ samples, message, outcome }: CheckResult): string {
  if (outcome === 'error') return `could not be decided: ${escapeMarkdown(excerpt(message ?? 'no reason given', 160))}`
  const files = new Set(samples.map((sample) => sample.file))
  const shown = samples.slice(0, maxOffenders).map(({ row, value, file, line }) => {
    const where = files.size > 1 && file !== null ? ` of ${codeSpan(excerpt(file, 60))}` : ''
    return `${line ? `line ${grouped(line)}` : `row ${grouped(row)}`}${where}${value === null ? '' : `: ${codeSpan(excerpt(value, 40))}`}`
  })
  if (shown.length > 0) return shown.join(' · ')
  return message === null ? '' : escapeMarkdown(excerpt(message, 160))
}

function datasetLine({ name, source, files, bytes, rows, windowRows, window, contract, notes }: DatasetReport): string {
  const windowed = window ? `, of which ${grouped(windowRows)}${windowText(window)}` : ''
  const kept = contract ? `, contract ${codeSpan(excerpt(contract.path, 100))}${notesText(notes)}` : ', no contract'
  return `- **${escapeMarkdown(excerpt(name, 40))}**: ${counted(rows, 'row')} checked in ${counted(files, 'file')} (${bytesText(bytes)}) of ${codeSpan(excerpt(source, 100))}${windowed}${kept}`
}

function notesText(notes: DatasetReport['notes']): string {
  return notes && notes.length > 0 ? ` (${counted(notes.length, 'rule')} in it for people, not checked)` : ''
}

function restText(rest: number): string {
  return rest > 0 ? `${counted(rest, 'more check')} did not pass.` : ''
}

function order({ severity, failed }: CheckResult): number {
  return (severity === 'error' ? 0 : 1) - failed / 1e15
}
