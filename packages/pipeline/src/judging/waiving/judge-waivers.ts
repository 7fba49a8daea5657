import type { EvaluatePlan } from '@seaworthy/config'
import type { Finding, Waiver } from '@seaworthy/record'
import type { RefusedWaiver, WaiverRefusal } from '@seaworthy/report'
import type { Heard } from './heard.ts'
import { singleSpaced } from './waive-command.ts'

type WaiverPlan = EvaluatePlan['waivers']

/** One model as it was judged, and who may let its findings pass. */
export interface Waivable {
  readonly model: string
  readonly plan: WaiverPlan
  readonly findings: readonly Finding[]
  /** Names of what blocks in its data: no waiver reaches it. */
  readonly dataBlockers: readonly string[]
}

export interface JudgedWaivers {
  /** Those of the model, the waived ones without effect: what they found stays. */
  readonly findings: readonly Finding[]
  readonly refused: readonly RefusedWaiver[]
}

type Command = Heard['commands'][number]

/**
 * Which commands let which findings of a model pass, and why the others do not. Of two for one finding the later counts. Commands that
 * are about no model are left to {@link addressless}.
 */
export function judgeWaivers(heard: Heard, waivable: Waivable): JudgedWaivers {
  const waivers = new Map<string, Waiver>()
  const refused: RefusedWaiver[] = []
  for (const command of heard.commands) {
    const gate = gateFor(heard, command, waivable.model)
    if (gate === null) continue
    const reason = refusalOf(heard, { ...waivable, command, gate })
    if (reason !== null) refused.push(refusal(command, reason))
    else for (const { id } of named(waivable.findings, gate)) waivers.set(id, waiverOf(command, { gate, plan: waivable.plan }))
  }
  return { findings: waivable.findings.map((finding) => waivedBy(finding, waivers.get(finding.id))), refused }
}

/** What was said and is about no model of the configuration: unreadable, or without the name of the model where there are several. */
export function addressless(heard: Heard): readonly RefusedWaiver[] {
  return heard.commands
    .filter((command) => heard.models.every((model) => gateFor(heard, command, model) === null))
    .map((command) =>
      refusal(command, command.said.kind === 'unreadable' ? command.said.reason : heard.models.length > 1 ? 'which_model' : 'no_policy'),
    )
}

// With one model its gates need no prefix, with several each is `model/gate`.
function gateFor({ models }: Heard, { said }: Command, model: string): string | null {
  if (said.kind !== 'waive') return null
  if (said.gate.startsWith(`${model}/`)) return said.gate.slice(model.length + 1)
  return models.length === 1 && models[0] === model ? said.gate : null
}

function named(findings: readonly Finding[], gate: string): readonly Finding[] {
  const asked = findings.filter(({ id }) => singleSpaced(id) === gate)
  return (asked.length > 0 ? asked : findings.filter((finding) => singleSpaced(finding.gate) === gate)).filter(({ effect }) => effect === 'block')
}

interface Asked extends Waivable {
  readonly command: Command
  readonly gate: string
}

// Who and when come before what: a stranger learns nothing but that it is none of theirs.
function refusalOf(heard: Heard, asked: Asked): WaiverRefusal | null {
  return personRefused(heard, asked) ?? timeRefused(heard, asked) ?? gateRefused(asked)
}

function personRefused(heard: Heard, { command, plan }: Asked): WaiverRefusal | null {
  if (command.edited) return 'edited'
  if (plan.approvers.length === 0) return 'no_approvers'
  const by = command.by?.toLowerCase() ?? null
  if (by === null || !plan.approvers.some((login) => login.toLowerCase() === by)) return 'not_an_approver'
  if (heard.author === null || heard.author.toLowerCase() === by) return 'own_pull_request'
  return heard.writers.has(by) ? null : 'cannot_write'
}

function timeRefused(heard: Heard, { command, plan }: Asked): WaiverRefusal | null {
  if (heard.fork) return 'fork'
  if (command.said.kind !== 'waive' || command.said.sha !== heard.sha) return 'other_commit'
  const said = Date.parse(command.at)
  // What was decided before the merge holds for what was merged, however late it is shipped.
  const counted = heard.mergedAt !== null && said <= Date.parse(heard.mergedAt) ? Date.parse(heard.mergedAt) : heard.now.getTime()
  return counted < said + plan.expiresMs ? null : 'expired'
}

function gateRefused({ findings, dataBlockers, gate }: Asked): WaiverRefusal | null {
  if (named(findings, gate).length > 0) return findings.some((one) => isConfirming(one) && named([one], gate).length > 0) ? 'at_publishing' : null
  if (dataBlockers.some((name) => singleSpaced(name) === gate)) return 'data'
  return findings.some((one) => singleSpaced(one.id) === gate || singleSpaced(one.gate) === gate) ? 'does_not_block' : 'no_such_gate'
}

// Whoever could waive what the second test set says would have seen the answer first.
function isConfirming({ evidence }: Finding): boolean {
  return evidence.dataset !== undefined
}

function waivedBy(finding: Finding, waiver: Waiver | undefined): Finding {
  return waiver ? { ...finding, effect: 'none', waiver } : finding
}

function waiverOf({ said, by, at, url }: Command, { gate, plan }: { readonly gate: string; readonly plan: WaiverPlan }): Waiver {
  const { sha, because } = said.kind === 'waive' ? said : { sha: '', because: '' }
  const expires = new Date(Date.parse(at) + plan.expiresMs).toISOString()
  return { sha, gate, by: by ?? '', because, at, expires, url }
}

function refusal({ said, by, url }: Command, reason: WaiverRefusal): RefusedWaiver {
  return { by, gate: said.gate, url, reason }
}
