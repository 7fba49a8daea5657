import type { ModelPlan } from '@seaworthy/config'
import type { Digest } from '@seaworthy/record'
import { parseStatusDigest, reportDigest, statusContext } from '@seaworthy/report'
import { gatherCandidates } from './candidates.ts'
import { PipelineError } from './errors.ts'
import { modelKeys } from './keys.ts'
import { type Line, requireHub, requireRegistry } from './line.ts'
import { baselineStage, keySources, predictsBy, productionOf } from './plan.ts'
import type { ModelOrigin, Plan, PlannedModel } from './plan-document.ts'
import type { PullRequest, WorkflowRun } from './ports.ts'
import { lineWorkflow, readConfig, requireConfig, trustedWorkflow } from './repository-files.ts'
import { RunSections } from './run-sections.ts'
import { findTrained } from './trained.ts'

/** How far back main is read for the commit that brought a key. */
const maxWalk = 100
/** Who may set the status that a merge relied on. */
const reporter = 'github-actions[bot]'

/**
 * What main has and the registry lacks. A reconciler: it reads main's tree and the registry, never the event, so that a lost event,
 * a second run and an interrupted one all lead to the same place.
 */
export async function planShip(line: Line, commit: string): Promise<Plan> {
  requireRegistry(line, 'shipping')
  const config = await requireConfig(line.tree, commit)
  const models: PlannedModel[] = []
  for (const model of config.models) models.push(await planShipment(line, commit, model))
  const first = await line.tree.firstParents(commit, 2)
  return {
    schema: 'seaworthy.plan/1',
    kind: 'ship',
    commit,
    tree: commit,
    base: first[1] ?? null,
    pullRequest: null,
    fork: false,
    setUp: false,
    models,
  }
}

async function planShipment(line: Line, commit: string, model: ModelPlan): Promise<PlannedModel> {
  const registry = requireRegistry(line, 'shipping')
  const keys = modelKeys(model, await keySources(line, commit))
  const shipped = await shippedVersion(line, model, keys.train)
  const nextVersion = shipped?.version ?? (await registry.nextVersion(model.name))
  const idle: PlannedModel = {
    name: model.name,
    touched: false,
    keys,
    origin: { kind: 'train' },
    production: null,
    nextVersion,
    policyCommit: null,
    policyEdited: false,
  }
  if (!model.train || !keys.train || shipped?.complete) return idle
  const introduced = await introducedBy(line, { commit, model: model.name, key: keys.train })
  const merge = await mergeOf(line, introduced)
  const origin = await locate(line, { model: model.name, key: keys.train, pull: merge?.pull ?? null, introduced })
  const production = await productionOf(line, model)
  const base = await policyBefore(line, merge?.base ?? null, model.name)
  const judged = { policyCommit: base?.commit ?? null, ...predictsBy(base?.model ?? model) }
  return { ...idle, touched: true, origin, production: production?.version ?? null, ...judged }
}

interface Shipped {
  readonly version: string
  readonly complete: boolean
}

// The newest version was trained with this key: nothing is to do, or an interrupted publication is to be finished.
async function shippedVersion(line: Line, model: ModelPlan, key: Digest | null): Promise<Shipped | null> {
  const registry = requireRegistry(line, 'shipping')
  const newest = await registry.newest(model.name)
  if (!newest || newest.record.sections.train?.key !== key) return null
  const stage = baselineStage(model)
  const assigned = await registry.stage(model.name, stage)
  const reached = model.release.onMerge === null || assigned?.held === true || assigned?.version === newest.version
  return { version: newest.version, complete: newest.published && reached }
}

/** The oldest commit, in an unbroken line back from `commit`, whose tree has this training key. */
async function introducedBy(
  line: Line,
  { commit, model, key }: { readonly commit: string; readonly model: string; readonly key: Digest },
): Promise<string> {
  let introduced = commit
  for (const earlier of (await line.tree.firstParents(commit, maxWalk)).slice(1)) {
    const plan = (await readConfig(line.tree, earlier).catch(() => null))?.models.find((one) => one.name === model)
    if (!plan || modelKeys(plan, await keySources(line, earlier)).train !== key) break
    introduced = earlier
  }
  return introduced
}

interface Merge {
  readonly pull: PullRequest | null
  /** First parent of the first commit that the pull request brought: the policy before it. */
  readonly base: string | null
}

async function mergeOf(line: Line, commit: string): Promise<Merge | null> {
  const { pulls, defaultBranch } = requireHub(line, 'shipping')
  const merged = async (sha: string) => (await pulls.ofCommit(sha)).find((pull) => pull.merged && pull.base.ref === defaultBranch) ?? null
  const pull = await merged(commit)
  const [, ...earlier] = await line.tree.firstParents(commit, maxWalk)
  if (!pull) return { pull: null, base: earlier[0] ?? null }
  for (const sha of earlier) if ((await merged(sha))?.number !== pull.number) return { pull, base: sha }
  return { pull, base: null }
}

interface PolicyBefore {
  readonly commit: string
  readonly model: ModelPlan
}

/** The policy of main before the change; null where the change brings the first one. */
async function policyBefore(line: Line, commit: string | null, name: string): Promise<PolicyBefore | null> {
  const config = commit ? await readConfig(line.tree, commit) : null
  const model = config?.models.find((one) => one.name === name)
  return commit && model ? { commit, model } : null
}

/** The bytes that the reviewer saw, found by key; training on main where there are none, with the reason said. */
async function locate(
  line: Line,
  { model, key, pull, introduced }: { readonly model: string; readonly key: Digest; readonly pull: PullRequest | null; readonly introduced: string },
): Promise<ModelOrigin> {
  const hub = requireHub(line, 'shipping')
  const trainHere = async (reason: string): Promise<ModelOrigin> => {
    // An interrupted shipment has trained already, on main: other bytes would not fit the version that it claimed.
    const before = await findTrained(line, { model, key, filter: { headSha: introduced }, pullRequest: null, workflow: trustedWorkflow })
    if (before) return before.origin
    line.log.info(`${model}: main trains it, since ${reason}`)
    return { kind: 'train' }
  }
  if (!pull) return trainHere('no pull request brought this commit')
  if (pull.head.repository !== hub.repository) return trainHere(`pull request #${pull.number} comes from a fork`)
  const filters = [{ headSha: pull.head.sha }, { branch: pull.head.ref }]
  for (const filter of filters) {
    const found = await findTrained(line, { model, key, filter, pullRequest: pull.number })
    if (!found) continue
    await refuseUnreviewed(line, { model, pull, digest: found.origin.model })
    return found.origin
  }
  return trainHere(`no run of pull request #${pull.number} trained key ${key} (sources moved, or its artifacts have expired)`)
}

/** The record that was reviewed is named in the status; what is about to be shipped must be of that record. */
async function refuseUnreviewed(
  line: Line,
  { model, pull, digest }: { readonly model: string; readonly pull: PullRequest; readonly digest: Digest },
): Promise<void> {
  const hub = requireHub(line, 'shipping')
  const status = (await hub.statuses.list(pull.head.sha)).find(
    (one) => one.context === statusContext && one.creator === reporter && one.state !== 'pending',
  )
  const reviewed = status ? parseStatusDigest(status.description) : null
  if (!reviewed)
    throw new PipelineError(
      'REVIEW_DIFFERS',
      `pull request #${pull.number} has no settled status "${statusContext}" with a record on ${pull.head.sha}`,
      { hint: 'nothing was reviewed there, so nothing is shipped: revert the merge and open the pull request again' },
    )
  for (const run of await hub.runs.ofWorkflow(lineWorkflow, { headSha: pull.head.sha })) {
    if (await isReviewed(line, { run, model, reviewed, digest })) return
  }
  throw new PipelineError(
    'REVIEW_DIFFERS',
    `the bytes found for "${model}" (${digest}) are not of the record that was reviewed in #${pull.number} (${reviewed})`,
    { hint: 'artifacts of the run were replaced after the review; nothing is published: revert the merge and open the pull request again' },
  )
}

async function isReviewed(
  line: Line,
  { run, model, reviewed, digest }: { readonly run: WorkflowRun; readonly model: string; readonly reviewed: Digest; readonly digest: Digest },
): Promise<boolean> {
  const sections = new RunSections(line, run)
  const plan = await sections.plan().catch(() => null)
  if (!plan) return false
  const candidates = await gatherCandidates(sections, plan)
  if (reportDigest(candidates.map(({ planned, digest: record }) => ({ model: planned.name, digest: record }))) !== reviewed) return false
  return (await sections.modelDigest(model)) === digest
}
