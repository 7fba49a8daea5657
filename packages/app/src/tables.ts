import type { CheckResult, DatasetReport } from '@seaworthy/record'
import { markdownTable } from 'markdown-table'

/** The checks of a model's data, those that did not pass first. */
export function checksTable(model: string, datasets: readonly DatasetReport[]): string {
  const parts = datasets
    .filter((dataset) => dataset.checks.length > 0 || dataset.contract === null)
    .map((dataset) => {
      const passed = dataset.checks.filter((check) => check.outcome === 'pass').length
      const head = `**${model}** · \`${dataset.name}\`: ${dataset.rows.toLocaleString('en')} rows in ${dataset.files} files, ${dataset.checks.length === 0 ? 'no contract' : `${passed} of ${dataset.checks.length} checks pass`}`
      return `${head}\n\n${failedChecks(dataset.checks)}`
    })
  return parts.join('\n')
}

export function failedChecks(checks: readonly CheckResult[]): string {
  const failed = checks.filter((check) => check.outcome !== 'pass')
  if (failed.length === 0) return ''
  const rows = failed.map((check) => [
    check.severity === 'error' ? '❌' : '⚠️',
    code(check.id),
    check.expected.replaceAll('|', '\\|'),
    check.message ?? (check.failed > 0 ? check.failed.toLocaleString('en') : String(check.observed ?? '')),
    samples(check),
  ])
  return `${markdownTable([['', 'check', 'must be', 'rows', 'first offenders'], ...rows])}\n`
}

function samples(check: CheckResult): string {
  return check.samples
    .slice(0, 3)
    .map(({ row, value }) => `row ${row.toLocaleString('en')}${value === null ? '' : `: ${code(value)}`}`)
    .join(' · ')
}

function code(text: string): string {
  return `\`${text.replace(/[`|\r\n]/g, ' ')}\``
}
