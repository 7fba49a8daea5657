import type { Evidence, Finding } from '@seaworthy/record'
import { markdownTable } from 'markdown-table'
import { besideNote } from './beside-words.ts'
import { differenceText, valueDecimals } from './difference-text.ts'
import { asked, boundaryOf, mark, waitingText } from './gate-words.ts'
import { arrow, metricTitle } from './metric-words.ts'
import type { GateGroup, ModelView } from './model-view.ts'
import { fixed } from './numbers.ts'
import { isProbe, probeComparison, probeText } from './probe-words.ts'
import { coverage, sliceColumns, sliceName, sliceValue } from './slice-words.ts'
import { valueWithWidth } from './story-pass.ts'
import { versionCode } from './version-words.ts'

/** Every metric and every gate has a row; what is not gated says so. Null without an evaluation. */
export function metricsTable(view: ModelView): string | null {
  const { evaluation, report } = view
  if (!evaluation) return null
  if (evaluation.baseline === null) return firstTable(view)
  const head = ['', subject(view), `production ${versionCode(report.model, evaluation.baseline.version)}`, 'difference (95%)', 'gate']
  const overall = view.overall.flatMap((evidence) => [metricRow(view, evidence), ...besideRows(view, evidence)])
  const rows = [...overall, ...view.sliceGates.flatMap((group) => sliceRows(view, group))]
  return markdownTable([head, ...rows], { align: ['l', 'r', 'r', 'r', 'l'], padding: true, alignDelimiters: false })
}

// Without production there is nothing to put in two of the columns.
function firstTable(view: ModelView): string {
  const rows = view.overall.map((evidence) => [
    nameCell(view, evidence),
    isProbe(evidence) ? probeText(evidence.metric, evidence.candidate) : valueWithWidth(evidence),
    gateCell(view, evidence),
  ])
  const waiting = (view.evaluation?.notApplicable ?? []).filter(({ gate }) => !view.overall.some(({ metric }) => gate.split(':')[0] === metric))
  const slices = waiting.map(({ gate }) => [metricTitle(gate.split(':')[0] ?? gate), '', `➖ ${waitingText(gate)}`])
  return markdownTable([['', subject(view), 'gate'], ...rows, ...slices], { align: ['l', 'r', 'l'], alignDelimiters: false })
}

function metricRow(view: ModelView, evidence: Evidence): string[] {
  if (isProbe(evidence)) return probeRow(view, evidence)
  const findings = findingsOn(view, evidence)
  const decimals = valueDecimals(evidence)
  const boundaries = findings.flatMap((finding) => boundaryOf(finding) ?? [])
  const value = fixed(evidence.candidate, decimals)
  const baseline = evidence.baseline === null ? '' : fixed(evidence.baseline, decimals)
  return [
    nameCell(view, evidence),
    isPrimary(view, evidence) ? `**${value}**` : value,
    baseline,
    differenceText(evidence, boundaries),
    gateCell(view, evidence),
  ]
}

function probeRow(view: ModelView, evidence: Evidence): string[] {
  const { metric, candidate, baseline } = evidence
  const own = baseline === null ? '' : probeText(metric, baseline)
  return [nameCell(view, evidence), probeText(metric, candidate), own, probeComparison(evidence), gateCell(view, evidence)]
}

/** The same metric against the anchor, and on the second test set. */
function besideRows(view: ModelView, { metric }: Evidence): string[][] {
  return view.besideFindings
    .filter((finding) => finding.metric === metric)
    .map((finding) => {
      const { evidence } = finding
      const decimals = valueDecimals(evidence)
      const baseline = evidence.baseline === null ? '' : fixed(evidence.baseline, decimals)
      const difference = differenceText(evidence, [boundaryOf(finding) ?? []].flat())
      return [
        `${metricTitle(evidence)}${besideNote(evidence)} ${arrow(evidence.better)}`,
        fixed(evidence.candidate, decimals),
        baseline,
        difference,
        told(finding),
      ]
    })
}

function nameCell(view: ModelView, evidence: Evidence): string {
  const name = metricTitle(evidence)
  const primary = isPrimary(view, evidence)
  const weak = evidence.level === 'measured' ? '' : ` · ${evidence.level}`
  return `${primary ? `**${name}**` : name} ${arrow(evidence.better)}${primary ? ' primary' : ''}${weak}`
}

function gateCell(view: ModelView, evidence: Evidence): string {
  const judged = findingsOn(view, evidence).map(told)
  const waiting = (view.evaluation?.notApplicable ?? [])
    .filter(({ gate }) => gate.split(':')[0] === evidence.metric)
    .map(({ gate }) => `➖ ${waitingText(gate)}`)
  return [...judged, ...new Set(waiting)].join(' · ') || 'not gated'
}

function told(finding: Finding): string {
  const note = finding.effect === 'warn' ? ' (warns)' : finding.verdict === 'inconclusive' ? ' (undecided)' : ''
  return `${mark(finding)} ${asked(finding)}${note}`
}

/** A failing or undecided slice has a row of its own, up to three; else one row names the worst. */
function sliceRows(view: ModelView, { findings }: GateGroup): string[][] {
  const troubled = findings.filter((finding) => finding.verdict !== 'pass')
  if (troubled.length === 0) return [worstRow(view, findings)]
  const shown = troubled.slice(0, maxSliceRows).map((finding) => troubledRow(finding))
  const rest = troubled.length - shown.length
  const columns = sliceColumns(findings)
  const others = [`${rest} more`, '', '', '', `the same gate; ${coverage(view.evaluation?.slicing ?? [], columns)}`]
  return rest > 0 ? [...shown, others] : shown
}

const maxSliceRows = 3

function worstRow(view: ModelView, findings: GateGroup['findings']): string[] {
  const [worst] = findings
  const { slice, better } = worst.evidence
  const columns = sliceColumns(findings)
  const value = slice === null ? '' : columns.length > 1 ? sliceName(slice) : sliceValue(slice)
  const judged = coverage(view.evaluation?.slicing ?? [], columns)
  const name = `${metricTitle(worst.evidence)} by ${columns.map((column) => metricTitle(column)).join(', ')} ${arrow(better)}`
  return [name, '', '', `worst: ${value}, ${differenceText(worst.evidence, [-worst.bound])}`, `${told(worst)}${judged === '' ? '' : ` (${judged})`}`]
}

function troubledRow(finding: Finding): string[] {
  const { evidence } = finding
  const decimals = valueDecimals(evidence)
  const name = `**${metricTitle(evidence)}, ${evidence.slice ? sliceName(evidence.slice) : ''}** ${arrow(evidence.better)}`
  const baseline = evidence.baseline === null ? '' : fixed(evidence.baseline, decimals)
  return [name, `**${fixed(evidence.candidate, decimals)}**`, baseline, differenceText(evidence, [-finding.bound]), told(finding)]
}

function findingsOn(view: ModelView, evidence: Evidence): readonly Finding[] {
  return view.plainFindings.filter((finding) => finding.metric === evidence.metric)
}

function isPrimary(view: ModelView, evidence: Evidence): boolean {
  return evidence.metric === view.evaluation?.primary
}

function subject({ input }: ModelView): string {
  return input.local ? 'this working tree' : 'this pull request'
}
