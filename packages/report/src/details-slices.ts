import type { Evidence, Finding } from '@seaworthy/record'
import { markdownTable } from 'markdown-table'
import type { Details } from './details.ts'
import { differenceDecimals } from './difference-text.ts'
import { mark } from './gate-words.ts'
import { metricTitle } from './metric-words.ts'
import type { ModelView } from './model-view.ts'
import { counted, fixed, grouped, pValue } from './numbers.ts'
import { sliceName } from './slice-words.ts'

/** The slices that moved most, measured by the difference over its standard error, for better or worse. */
export function slicesDetails(view: ModelView, maxRows: number): Details | null {
  const findings = view.sliceGates.flatMap((group) => group.findings)
  if (findings.length === 0) return null
  const worse = findings.filter((finding) => finding.verdict === 'fail').length
  const undecided = findings.filter((finding) => finding.verdict === 'inconclusive').length
  const shown = worse === 0 ? 'none shown worse' : `**${grouped(worse)} shown worse**`
  const summary = `<b>Slices</b>: ${grouped(findings.length)} judged, ${shown.replaceAll('**', '')}${undecided > 0 ? `, ${grouped(undecided)} undecided` : ''}`
  const rows = [...findings].sort((a, b) => moved(b.evidence) - moved(a.evidence)).slice(0, maxRows)
  const caption = findings.length > rows.length ? `The ${counted(rows.length, 'slice')} that moved most, of ${grouped(findings.length)}. ` : ''
  const head = ['slice', 'metric', 'rows', 'difference', '95% interval', 'adjusted p', '']
  const table = markdownTable([head, ...rows.map(sliceRow)], { align: ['l', 'l', 'r', 'r', 'r', 'r', 'c'], alignDelimiters: false })
  return {
    kind: 'slices',
    summary,
    body: `${caption}A positive difference is better; p is against the gate's margin, corrected for all slices (Holm).\n\n${table}`,
  }
}

function sliceRow(finding: Finding): string[] {
  const { evidence, adjustedP } = finding
  const decimals =
    evidence.difference !== null && evidence.interval ? differenceDecimals(evidence.difference, evidence.interval, [0, -finding.bound]) : 4
  return [
    evidence.slice ? sliceName(evidence.slice) : '',
    metricTitle(evidence),
    grouped(evidence.units.rows),
    evidence.difference === null ? '' : signed(evidence.difference, decimals),
    evidence.interval ? `${signed(evidence.interval[0], decimals)} to ${signed(evidence.interval[1], decimals)}` : '',
    adjustedP === null ? '' : pValue(adjustedP).replace(/^p (= )?/, ''),
    mark(finding),
  ]
}

function signed(value: number, decimals: number): string {
  const text = fixed(value, decimals)
  return text.startsWith('−') || !/[1-9]/.test(text) ? text : `+${text}`
}

function moved({ difference, standardError }: Evidence): number {
  if (difference === null) return 0
  return standardError ? Math.abs(difference) / standardError : Math.abs(difference)
}
