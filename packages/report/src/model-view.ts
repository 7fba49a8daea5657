import {
  blockingChecks,
  blockingLeakage,
  type CheckResult,
  dataBlockers,
  type EvaluateBody,
  type Evidence,
  type Finding,
  type LeakageFinding,
  verdictOf,
  type Waiver,
} from '@seaworthy/record'
import { isBeside } from './beside-words.ts'
import type { ModelReport, ReportInput } from './report-input.ts'

/** What the first line says about a model. */
export type ModelState = 'gates pass' | 'blocked' | 'needs a decision' | 'waived' | 'not run' | 'set-up' | 'untouched'

export interface GateGroup {
  readonly gate: string
  readonly findings: readonly [Finding, ...Finding[]]
}

export type WaivedFinding = Finding & { readonly waiver: Waiver }

/** One model's report with the questions answered that every part of the text asks. */
export interface ModelView {
  readonly report: ModelReport
  readonly input: ReportInput
  readonly state: ModelState
  readonly evaluation: EvaluateBody | null
  readonly failedChecks: readonly CheckResult[]
  /** What the splits give away of each other, where the policy blocks it. */
  readonly leaks: readonly LeakageFinding[]
  /** Evidence on all rows: the primary metric first, then in the order of the policy. */
  readonly overall: readonly Evidence[]
  readonly primary: Evidence | null
  /** Findings on all rows. */
  readonly plainFindings: readonly Finding[]
  /** Findings against the anchor, and on the second test set. */
  readonly besideFindings: readonly Finding[]
  /** Findings on slices, by gate. */
  readonly sliceGates: readonly GateGroup[]
  /** Findings that block, the most telling first. */
  readonly blockers: readonly Finding[]
  /** Findings that would block, had nobody let them pass. */
  readonly waived: readonly WaivedFinding[]
}

export function viewOf(report: ModelReport, input: ReportInput): ModelView {
  const evaluation = report.record?.sections.evaluate?.body ?? null
  const findings = evaluation?.findings ?? []
  const overall = evaluation ? overallEvidence(evaluation) : []
  return {
    report,
    input,
    state: stateOf(report, input),
    evaluation,
    failedChecks: report.record ? blockingChecks(report.record) : [],
    leaks: report.record ? blockingLeakage(report.record) : [],
    overall,
    primary: overall.find((evidence) => evidence.metric === evaluation?.primary) ?? null,
    plainFindings: findings.filter(({ evidence }) => evidence.slice === null && !isBeside(evidence)),
    besideFindings: findings.filter(({ evidence }) => isBeside(evidence)),
    sliceGates: groupByGate(findings.filter((finding) => finding.evidence.slice !== null)),
    blockers: findings.filter((finding) => finding.effect === 'block').sort((a, b) => rank(a) - rank(b) || worse(a, b)),
    waived: findings.filter(isWaived).sort((a, b) => rank(a) - rank(b) || worse(a, b)),
  }
}

function isWaived(finding: Finding): finding is WaivedFinding {
  return finding.waiver !== undefined
}

function stateOf(report: ModelReport, input: ReportInput): ModelState {
  if (input.setUp) return 'set-up'
  if (!report.touched) return 'untouched'
  const { record, failures } = report
  if (record && dataBlockers(record).length > 0) return 'blocked'
  if (!record?.sections.evaluate || failures.length > 0) return 'not run'
  const passed = record.sections.evaluate.body.findings.some(isWaived) ? 'waived' : 'gates pass'
  const verdicts = { pass: passed, fail: 'blocked', inconclusive: 'needs a decision' } as const
  return verdicts[verdictOf(record)]
}

function overallEvidence({ evidence, primary, metrics }: EvaluateBody): readonly Evidence[] {
  const order = [primary, ...metrics]
  const place = (metric: string) => (order.includes(metric) ? order.indexOf(metric) : order.length)
  return evidence.filter((item) => item.slice === null).sort((a, b) => place(a.metric) - place(b.metric))
}

function groupByGate(findings: readonly Finding[]): readonly GateGroup[] {
  const groups = new Map<string, [Finding, ...Finding[]]>()
  for (const finding of findings) {
    const group = groups.get(finding.gate)
    if (group) group.push(finding)
    else groups.set(finding.gate, [finding])
  }
  return [...groups].map(([gate, group]) => ({ gate, findings: group.sort((a, b) => rank(a) - rank(b) || worse(a, b)) }))
}

// What failed and blocks comes before what is undecided, that before warnings, those before what passes.
function rank(finding: Finding): number {
  if (finding.verdict === 'pass') return 4
  const undecided = finding.verdict === 'inconclusive' ? 1 : 0
  return (finding.effect === 'block' ? 0 : 2) + undecided - (finding.primary && finding.effect === 'block' ? 0.5 : 0)
}

// Closest to being shown worse: the smallest p against the rule's boundary, else the lowest difference.
function worse(a: Finding, b: Finding): number {
  const byP = (a.pRule ?? 1) - (b.pRule ?? 1)
  const harm = a.rule === 'no_regression' && b.rule === 'no_regression'
  return (harm ? byP : 0) || (a.evidence.difference ?? 0) - (b.evidence.difference ?? 0)
}
