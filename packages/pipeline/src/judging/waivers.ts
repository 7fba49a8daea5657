import { type CandidateRecord, canonicalDigest, type Digest, dataBlockers, type Finding } from '@seaworthy/record'
import type { ModelReport, RefusedWaiver } from '@seaworthy/report'
import type { Line } from '../line.ts'
import type { PlannedModel } from '../plan-document.ts'
import { readConfig } from '../repository-files.ts'
import { type Heard, hear } from './waiving/heard.ts'
import { judgeWaivers, type Waivable } from './waiving/judge-waivers.ts'

/** Findings, of which some may have lost their effect. */
export type Waive = (findings: readonly Finding[]) => readonly Finding[]

/** A candidate's record with the waivers that hold, for people to read: what a digest names is the record without them. */
export function waivedRecord(
  heard: Heard,
  record: CandidateRecord,
): { readonly record: CandidateRecord; readonly refused: readonly RefusedWaiver[] } {
  const { model, sections } = record
  const { evaluate } = sections
  const judged = { model, plan: waiverPlanOf(heard, model), findings: evaluate?.body.findings ?? [], dataBlockers: dataBlockers(record) }
  const { findings, refused } = judgeWaivers(heard, judged)
  if (!evaluate) return { record, refused }
  const waived = { ...evaluate, body: { ...evaluate.body, findings } }
  return { record: { ...record, sections: { ...sections, evaluate: waived } }, refused }
}

/**
 * What a binding evaluation lets pass: by what was said under the pull request whose reviewed bytes are shipped, read anew. Bytes that
 * main trained itself were seen by nobody: nothing that was said is about them.
 */
export async function bindingWaivers(line: Line, { name: model, origin, policyCommit: policy }: PlannedModel): Promise<Waive> {
  const pullRequest = origin.kind === 'run' ? origin.pullRequest : null
  const heard = pullRequest === null || policy === null || !line.hub ? null : await hear(line, { pullRequest, sha: null, policy })
  if (!heard) return (findings) => findings
  return (findings) => judgeWaivers(heard, { model, plan: waiverPlanOf(heard, model), findings, dataBlockers: [] }).findings
}

/** One digest for what was let pass; null where nothing was. */
export function waiverDigest(findings: readonly Finding[]): Digest | null {
  const waivers = findings.flatMap(({ id, waiver }) => (waiver ? [{ id, waiver }] : []))
  return waivers.length === 0 ? null : canonicalDigest(waivers)
}

/** Who may waive gates of a model by the configuration of a commit, and how a gate is named there. */
export async function waivingOf(line: Line, policy: string): Promise<(model: string) => NonNullable<ModelReport['waiving']> | null> {
  const models = (await readConfig(line.tree, policy))?.models ?? []
  return (name) => {
    const approvers = models.find((model) => model.name === name)?.evaluate.waivers.approvers ?? []
    return approvers.length === 0 ? null : { approvers, prefix: models.length > 1 ? `${name}/` : '' }
  }
}

// A model that the base does not have has nobody who could let it pass.
function waiverPlanOf({ config }: Heard, model: string): Waivable['plan'] {
  return config?.models.find(({ name }) => name === model)?.evaluate.waivers ?? { approvers: [], expiresMs: 0 }
}
