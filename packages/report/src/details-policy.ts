import { type EvaluateBody, type Finding, verdictOfFindings } from '@seaworthy/record'
import { markdownTable } from 'markdown-table'
import { besideNote } from './beside-words.ts'
import type { Details } from './details.ts'
import { codeSpan } from './escape-markdown.ts'
import { asked, mark, reasonText, waitingText } from './gate-words.ts'
import { metricTitle } from './metric-words.ts'
import type { GateGroup, ModelView } from './model-view.ts'
import { counted } from './numbers.ts'
import { sliceColumns, sliceName } from './slice-words.ts'

const verdictWords = { pass: 'gates pass', fail: 'blocked', inconclusive: 'needs a decision' } as const

/** Whose policy decided, and, where the pull request edits it, what its own would say. */
export function policyDetails({ evaluation, state, sliceGates }: ModelView, maxRows: number): Details | null {
  if (!evaluation) return null
  const { policy, findings, notApplicable, proposed } = evaluation
  const origin = {
    base: `the base branch${policy.commit === null ? '' : ` at ${codeSpan(policy.commit.slice(0, 7))}`}`,
    adopted: 'this commit: the first policy of the repository, adopted with it',
    'working-tree': 'the working tree: there is no base branch to take it from',
  }[policy.source]
  const rows = findings
    .filter((finding) => finding.evidence.slice === null || finding.verdict !== 'pass')
    .slice(0, maxRows)
    .map(findingRow)
  const calm = sliceGates.filter((group) => group.findings.every((finding) => finding.verdict === 'pass')).map(calmRow)
  const waiting = notApplicable.map(({ gate }) => `- not applicable: ${metricTitle(gate.split(':')[0] ?? gate)} ${waitingText(gate)}`).join('\n')
  const parts = [
    `The policy is that of ${origin}.`,
    findingsTable([...rows, ...calm]),
    waiting,
    proposed ? proposedText({ findings, notApplicable }, proposed, maxRows) : '',
  ]
  const verdict = proposed ? `; the proposed one would say: ${verdictWords[verdictOfFindings(proposed.findings)]}` : ''
  const heading =
    state === 'set-up'
      ? 'proposed here, not in force'
      : policy.source === 'base'
        ? 'from the base branch'
        : `from ${policy.source === 'adopted' ? 'this commit' : 'the working tree'}`
  return { kind: 'policy', summary: `<b>Policy</b>: ${heading}${verdict}`, body: parts.filter((part) => part !== '').join('\n\n') }
}

function findingsTable(rows: readonly string[][]): string {
  return rows.length === 0 ? '' : markdownTable([['gate', 'asks', 'verdict'], ...rows], { alignDelimiters: false })
}

function findingRow(finding: Finding): string[] {
  return [gateName(finding), asked(finding), verdictCell(finding)]
}

// A gate whose slices all pass is one row; the slices have a part of their own.
function calmRow({ findings }: GateGroup): string[] {
  const [first] = findings
  const columns = sliceColumns(findings).map((column) => metricTitle(column))
  return [`${metricTitle(first.evidence)} by ${columns.join(', ')}`, asked(first), `✅ ${counted(findings.length, 'slice')}, none shown worse`]
}

/** Only what the two policies judge differently. */
function proposedText(base: JudgedGates, proposed: JudgedGates, maxRows: number): string {
  const verdict = verdictWords[verdictOfFindings(proposed.findings)]
  const [before, after] = [gatesById(base), gatesById(proposed)]
  const ids = [...new Set([...before.keys(), ...after.keys()])].filter((id) => !sameJudgement(before.get(id), after.get(id)))
  const intro = `**The policy that this pull request proposes would say: ${verdict}.** It counts only once it is on the base branch.`
  if (ids.length === 0) return `${intro} It judges every gate as the base's does.`
  const rows = ids.slice(0, maxRows).map((id) => {
    const any = after.get(id) ?? before.get(id)
    return [typeof any === 'object' ? gateName(any) : codeSpan(id), side(before.get(id)), side(after.get(id))]
  })
  const rest = ids.length > maxRows ? `\n\n${counted(ids.length - maxRows, 'more gate')} differ.` : ''
  return `${intro}\n\n${markdownTable([['gate', "the base's policy", 'the proposed policy'], ...rows], { alignDelimiters: false })}${rest}`
}

type JudgedGates = Pick<EvaluateBody, 'findings' | 'notApplicable'>

/** A finding, or where a gate waits, for what. */
type Said = Finding | string | undefined

function gatesById({ findings, notApplicable }: JudgedGates): ReadonlyMap<string, Finding | string> {
  const waiting = notApplicable.map(({ gate }): [string, string] => [gate, waitingText(gate)])
  return new Map<string, Finding | string>([...waiting, ...findings.map((finding): [string, Finding] => [finding.id, finding])])
}

function sameJudgement(a: Said, b: Said): boolean {
  if (typeof a !== 'object' || typeof b !== 'object') return a === b
  return a.bound === b.bound && a.rule === b.rule && a.verdict === b.verdict && a.effect === b.effect
}

function side(said: Said): string {
  if (said === undefined) return 'no such gate'
  return typeof said === 'string' ? `➖ ${said}` : `${mark(said)} ${asked(said)}`
}

function gateName({ evidence, primary }: Finding): string {
  return `${metricTitle(evidence)}${evidence.slice ? `, ${sliceName(evidence.slice)}` : ''}${besideNote(evidence)}${primary ? ' (primary)' : ''}`
}

function verdictCell(finding: Finding): string {
  return `${mark(finding)} ${reasonText(finding)}${finding.effect === 'warn' ? ', which warns' : ''}${finding.waiver ? ', waived' : ''}`
}

/** A line for everyone to see, when the policy is edited. Null otherwise. */
export function policyNotice({ evaluation, input, state }: ModelView): string | null {
  if (!input.policyEdited || state === 'set-up') return null
  const proposed = evaluation?.proposed
  const judged = 'This pull request edits the policy; it is judged by the one on the base branch.'
  if (!proposed || !evaluation) return `⚠️ ${judged}`
  const [ours, theirs] = [verdictWords[verdictOfFindings(evaluation.findings)], verdictWords[verdictOfFindings(proposed.findings)]]
  return `⚠️ ${judged} ${ours === theirs ? `Its own would say the same: ${theirs}.` : `**The base's says: ${ours}. Its own would say: ${theirs}.**`}`
}
