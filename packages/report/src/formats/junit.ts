import type { CheckResult } from '@seaworthy/record'
import { type CheckedData, findingText, placesText } from './checked-data.ts'
import { escapeXml } from './escape-xml.ts'

const maxPlaces = 10

/**
 * JUnit's XML, as the usual readers take it: a suite for each data set, a case for each check (class: its column, or `table`). A
 * check of severity error that fails is a failure, one that could not be decided an error; of severity warning it passes, and what
 * was found stands in `system-out`, since JUnit knows no warnings.
 */
export function renderJunit(data: readonly CheckedData[]): string {
  const suites = data.map(suite)
  const total = totals(data.flatMap(({ checks }) => checks))
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="seaworthy"${total}>\n${suites.join('')}</testsuites>\n`
}

function suite({ name, checks }: CheckedData): string {
  return `  <testsuite name="${escapeXml(name)}"${totals(checks)}>\n${checks.map(testCase).join('')}  </testsuite>\n`
}

function totals(checks: readonly CheckResult[]): string {
  const count = (kind: Told['kind']) => checks.filter((check) => told(check).kind === kind).length
  return ` tests="${checks.length}" failures="${count('failure')}" errors="${count('error')}" skipped="0"`
}

interface Told {
  readonly kind: 'pass' | 'failure' | 'error' | 'warning'
}

function told({ outcome, severity }: CheckResult): Told {
  if (outcome === 'pass') return { kind: 'pass' }
  if (severity === 'warning') return { kind: 'warning' }
  return { kind: outcome === 'error' ? 'error' : 'failure' }
}

function testCase(check: CheckResult): string {
  const head = `    <testcase classname="${escapeXml(check.column ?? 'table')}" name="${escapeXml(check.id)}"`
  const { kind } = told(check)
  if (kind === 'pass') return `${head}/>\n`
  const text = escapeXml(findingText(check))
  const places = escapeXml(placesText(check, maxPlaces))
  if (kind === 'warning')
    return `${head}>\n      <system-out>warning: ${text}${places === '' ? '' : `&#10;${places}`}</system-out>\n    </testcase>\n`
  return `${head}>\n      <${kind} type="${escapeXml(check.kind)}" message="${text}">${places}</${kind}>\n    </testcase>\n`
}
