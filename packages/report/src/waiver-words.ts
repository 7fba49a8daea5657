import type { Waiver } from '@seaworthy/record'
import { timeText } from './differences.ts'
import { codeSpan, escapeMarkdown, excerpt, link } from './escape-markdown.ts'
import type { ModelView, WaivedFinding } from './model-view.ts'
import { counted } from './numbers.ts'
import type { RefusedWaiver, ReportInput, WaiverRefusal } from './report-input.ts'

const maxShown = 10
const maxApprovers = 5
/** What a status has room for beside the digest that it ends with. */
const maxStatus = 66

/** Each waiver that holds: who let what pass, until when, and why. Null without one. */
export function waiversText({ waived }: Pick<ModelView, 'waived'>): string | null {
  const groups = [...Map.groupBy(waived, ({ waiver }) => JSON.stringify(waiver)).values()]
  if (groups.length === 0) return null
  const rest = groups.length - maxShown
  return [...groups.slice(0, maxShown).map(waiverLine), ...(rest > 0 ? [`- and ${counted(rest, 'more waiver')}`] : [])].join('\n')
}

function waiverLine(findings: readonly WaivedFinding[]): string {
  const [first] = findings
  if (!first) return ''
  const { gate, by, because, expires, url } = first.waiver
  const covered = findings.length > 1 ? `, ${counted(findings.length, 'finding')},` : ''
  const said = link('a comment', url)
  return `- **waived:** ${codeSpan(excerpt(gate, 200))}${covered} by ${login(by)} in ${said}, for this commit and until ${dayOf(expires)}: ${escapeMarkdown(excerpt(because, 500))}`
}

/** What a status says of waivers. @example // '1 gate waived by @ada until 2026-11-28' */
export function waivedStatus(waived: readonly WaivedFinding[]): string {
  const waivers = [...new Map(waived.map(({ waiver }) => [JSON.stringify(waiver), waiver])).values()]
  const people = [...new Set(waivers.map(({ by }) => by))]
  const until = waivers.map(({ expires }) => expires).toSorted()[0] ?? ''
  const [gates, end] = [`${counted(waivers.length, 'gate')} waived`, ` until ${dayOf(until)}`]
  const named = people.length === 1 ? `${gates} by @${people[0]}${end}` : `${gates} by ${people.length} people${end}`
  return named.length <= maxStatus ? named : `${gates}${end}`
}

/**
 * The beginning of the day on which the first waiver ends that a status speaks of; null where it speaks of none.
 * @example waivedUntil('1 gate waived by @ada until 2026-11-28') // 2026-11-28T00:00:00Z
 */
export function waivedUntil(status: string): Date | null {
  const day = /^\d[\d,]* gates? waived(?: by .*?)? until (\d{4}-\d{2}-\d{2})(?= · |$)/.exec(status)?.[1]
  const date = new Date(`${day ?? ''}T00:00:00Z`)
  return Number.isNaN(date.getTime()) ? null : date
}

/** What an approver can do about gates that block; empty where nobody may, or no waiver would help. */
export function waiverStep({ report, input, blockers, failedChecks, leaks }: ModelView): string {
  const approvers = report.waiving?.approvers ?? []
  const [first, ...others] = blockers
  if (!first || approvers.length === 0 || input.fork || report.failures.length > 0 || failedChecks.length + leaks.length > 0) return ''
  const named = approvers.slice(0, maxApprovers).map(login).join(', ')
  const rest = approvers.length > maxApprovers ? ' or another approver' : ''
  const command = codeSpan(`/seaworthy waive ${input.commit} ${report.waiving?.prefix ?? ''}${excerpt(first.id, 300)} because …`)
  const each = others.length === 0 ? '' : `, and so for ${counted(others.length, 'more gate or slice', 'more gates or slices')}`
  return ` Or ${named}${rest} lets this commit pass, with a comment that says ${command}${each}.`
}

/** Answers to commands that do not count, for the end of the comment. Null without any. */
export function refusedWaiversText({ refusedWaivers = [] }: ReportInput): string | null {
  if (refusedWaivers.length === 0) return null
  // The newest are at the end, and the newest are waited for.
  const shown = refusedWaivers.slice(-maxShown)
  const rest = refusedWaivers.length - shown.length
  return [...shown.map(refusedLine), ...(rest > 0 ? [`- and ${counted(rest, 'earlier command')} without effect`] : [])].join('\n')
}

function refusedLine({ by, gate, url, reason }: RefusedWaiver): string {
  const what = gate === null ? '' : ` of ${codeSpan(excerpt(gate, 100))}`
  return `- ${link('a waiver', url)}${what} by ${by === null ? 'an account that is gone' : login(by)} has no effect: ${refusals[reason]}`
}

// In code, where GitHub notifies nobody.
function login(name: Waiver['by']): string {
  return codeSpan(`@${excerpt(name, 45)}`)
}

function dayOf(time: string): string {
  return timeText(time).slice(0, 10)
}

const refusals: { readonly [R in WaiverRefusal]: string } = {
  no_sentence: 'the sentence is `/seaworthy waive COMMIT GATE because REASON`, in one line.',
  short_sha: 'the commit is named by its whole id; other commits can be made to share a short one.',
  short_reason: 'the reason says too little (at least 10 characters).',
  too_long: 'the gate or the reason is too long (at most 400 and 1,000 characters).',
  edited: 'the comment was edited after it was made, nobody can tell by whom. Say it again in a new one.',
  no_policy: 'no model on the base branch has a gate of that name.',
  which_model: 'there are several models: write the gate as MODEL/GATE.',
  no_approvers: 'the base branch names nobody under `evaluate.waivers.approvers` of the model.',
  not_an_approver: 'who said it is not among `evaluate.waivers.approvers` of the model on the base branch.',
  own_pull_request: 'nobody waives for their own pull request.',
  cannot_write: 'who said it may not write to this repository now.',
  fork: 'main trains a change from a fork anew, and nobody has seen those bytes. A maintainer brings it in from a branch of this repository.',
  other_commit: 'it is about another commit; a push voids it.',
  expired: 'it has expired.',
  data: 'data that break their contract, and leakage, are never waived.',
  at_publishing: 'what a second test set says is never waived: it answers once.',
  no_such_gate: 'no gate or slice has that name; what can be waived is what blocks.',
  does_not_block: 'that gate does not block.',
}
