import path from 'node:path'
import { type CandidateRecord, parseRecord } from '@seaworthy/record'
import { type ModelReport, postSticky, type ReportInput, renderComment, renderSummary, statusContext, statusOf } from '@seaworthy/report'
import { type Candidate, gatherCandidates } from './candidates.ts'
import { PipelineError } from './errors.ts'
import { productionFile } from './judging/production-model.ts'
import { waivedRecord, waivingOf } from './judging/waivers.ts'
import { type Heard, hear } from './judging/waiving/heard.ts'
import { addressless } from './judging/waiving/judge-waivers.ts'
import { type Line, requireHub } from './line.ts'
import type { Plan } from './plan-document.ts'
import type { PullRequest, StageFailure, WorkflowRun } from './ports.ts'
import { lineWorkflow, readConfig } from './repository-files.ts'
import { repositoryUrl } from './repository-url.ts'
import { withReusedTraining } from './reused-training.ts'
import { RunSections } from './run-sections.ts'

export interface Reported {
  readonly state: 'success' | 'failure' | 'error' | 'pending'
  readonly description: string
  readonly comment: string
  readonly summary: string
  readonly commentUrl: string | null
  readonly candidates: readonly Candidate[]
}

/** What this run has to say, rendered; posts nothing, and hears no comments, which the stages of a run may not read. */
export async function renderRun(line: Line, plan: Plan): Promise<Reported> {
  return renderOwn(line, plan, { listens: false })
}

async function renderOwn(line: Line, plan: Plan, { listens }: { readonly listens: boolean }): Promise<Reported> {
  return await render(line, plan, {
    listens,
    candidates: await gatherCandidates(withReusedTraining(line, plan), plan),
    run: { id: line.identity.run.runId, url: line.identity.run.url },
    policy: plan.models.find(({ policyCommit }) => policyCommit !== null)?.policyCommit ?? null,
    production: (name) => storedProduction(line, name),
  })
}

/** The reporter: the one place that writes to a pull request. It settles the status, whatever happened before it. */
export async function report(line: Line, plan: Plan): Promise<Reported> {
  const reported = await renderOwn(line, plan, { listens: true })
  if (plan.fork) {
    line.log.info('a pull request of a fork: the trusted workflow comments on it')
    return reported
  }
  return post(line, { plan, reported, pullRequest: plan.pullRequest })
}

export interface Unplanned {
  readonly commit: string
  readonly pullRequest: number | null
  readonly fork: boolean
}

/** A run whose plan could not be made has judged nothing: the status is an error, and the comment says why. */
export async function reportNotPlanned(line: Line, { commit, pullRequest, fork }: Unplanned): Promise<Reported> {
  const failure = (await line.sections.planFailure()) ?? unexplained
  const { url, runId } = line.identity.run
  const model = {
    model: 'the plan',
    touched: true,
    nextVersion: null,
    record: null,
    digest: null,
    failures: [failure],
    missing: [],
    reused: [],
    isolation: null,
  }
  const input: ReportInput = {
    commit,
    run: runId === null ? null : { id: runId, url },
    models: [{ ...model, samplesShown: false }],
    policyEdited: false,
    setUp: false,
    fork,
    links: { repository: repositoryUrl(line), summary: url },
  }
  const reported = { ...statusOf(input), comment: renderComment(input), summary: renderSummary(input), commentUrl: null, candidates: [] }
  return fork ? reported : post(line, { plan: { commit }, reported, pullRequest })
}

const unexplained: StageFailure = {
  stage: 'plan',
  code: 'PLAN_MISSING',
  message: 'the plan job left nothing behind: it was cancelled, or its machine was lost',
  hint: 'run the workflow again',
}

/**
 * The trusted half for forks: reads what the unprivileged run left, finds the pull request from what GitHub says of the run,
 * never from what the run says of itself, and posts.
 */
export async function reportFork(line: Line, runId: string): Promise<Reported | null> {
  const hub = requireHub(line, 'reporting on a fork')
  const run = await hub.runs.get(runId)
  if (run?.event !== 'pull_request') return null
  if (run.headRepository === hub.repository) {
    line.log.info(`run ${runId} is of this repository and has reported by itself`)
    return null
  }
  const pull = await pullOf(line, run)
  const sections = new RunSections(line, run)
  const plan = await foreignPlan(line, await sections.plan(), pull.number)
  return reportRun(line, { sections, run, plan, pullRequest: pull.number })
}

/**
 * Somebody said a command under a pull request: what its last run found is written anew, with the waivers that count now, by the default
 * branch's own word on who approves. Null where there is nothing to write: a closed pull request, or a run that is under way and will
 * read the comments itself.
 */
export async function reportComment(line: Line, pullRequest: number): Promise<Reported | null> {
  const hub = requireHub(line, 'answering a comment')
  const pull = await hub.pulls.get(pullRequest)
  const runs = pull?.state === 'open' ? await hub.runs.ofWorkflow(lineWorkflow, { headSha: pull.head.sha }) : []
  const [run] = runs.filter((one) => judges.has(one.event) && one.headRepository === pull?.head.repository)
  if (run?.status !== 'completed') {
    line.log.info(`#${pullRequest} has no run that has ended on its head: there is nothing to write anew`)
    return null
  }
  const sections = new RunSections(line, run)
  const claimed = await sections.plan()
  const setUp = (await readConfig(line.tree, await line.tree.head())) === null
  const foreign = pull?.head.repository !== hub.repository
  const plan = foreign ? await foreignPlan(line, claimed, pullRequest) : { ...claimed, setUp, fork: false, pullRequest }
  return reportRun(line, { sections, run, plan, pullRequest })
}

/** Events whose runs judge a pull request. */
const judges = new Set(['pull_request', 'workflow_dispatch'])

interface PastRun {
  readonly sections: RunSections
  readonly run: WorkflowRun
  readonly plan: Plan
  readonly pullRequest: number
}

/** Another run, told by the default branch. Who approves is what that branch says now. */
async function reportRun(line: Line, { sections, run, plan, pullRequest }: PastRun): Promise<Reported> {
  const reported = await render(line, plan, {
    candidates: await gatherCandidates(sections, plan),
    run: { id: run.id, url: run.url },
    listens: true,
    policy: await line.tree.head(),
    // What a fork left beside its section is not looked into: its numbers are a preview.
    production: async (name) => (plan.fork ? null : sections.file(name, 'evaluate', productionFile)),
  })
  return post(line, { plan, reported, pullRequest })
}

// The fork's own word on what there is to judge does not count: main says which models it has, and that it has a policy.
async function foreignPlan(line: Line, claimed: Plan, pullRequest: number): Promise<Plan> {
  const config = await readConfig(line.tree, await line.tree.head())
  const planned = new Set(claimed.models.map((model) => model.name))
  const missing = (config?.models ?? []).filter((model) => !planned.has(model.name)).map((model) => model.name)
  if (missing.length > 0)
    throw new PipelineError('PLAN_INVALID', `the plan of the fork's run leaves out ${missing.join(', ')}`, {
      hint: 'if the pull request removes a model, a maintainer brings that in from a branch of this repository',
    })
  return { ...claimed, setUp: config === null, fork: true, pullRequest }
}

async function pullOf(line: Line, run: WorkflowRun): Promise<PullRequest> {
  const owner = run.headRepository?.split('/')[0] ?? ''
  const open = await requireHub(line, 'reporting on a fork').pulls.fromHead(`${owner}:${run.headBranch ?? ''}`)
  const found = open.find((pull) => pull.head.sha === run.headSha && pull.head.repository === run.headRepository)
  if (found) return found
  throw new PipelineError('PULL_REQUEST_NOT_FOUND', `no open pull request has ${run.headSha} of ${run.headRepository} as its head`, {
    hint: 'it was pushed again or closed since; its newer run reports',
  })
}

async function post(
  line: Line,
  { plan, reported, pullRequest }: { readonly plan: Pick<Plan, 'commit'>; readonly reported: Reported; readonly pullRequest: number | null },
): Promise<Reported> {
  const hub = requireHub(line, 'reporting')
  const { state, description, comment } = reported
  const posted = pullRequest === null ? null : await postSticky(hub.posts(pullRequest), comment)
  await hub.statuses.set(plan.commit, { context: statusContext, state, description, url: line.identity.run.url })
  const repository = repositoryUrl(line)
  return { ...reported, commentUrl: posted && repository ? `${repository}/pull/${pullRequest}#issuecomment-${posted.id}` : null }
}

/** Said at once, so that a reviewer sees that the line runs and a merge waits for it. */
export async function reportPending(line: Line, plan: Plan): Promise<void> {
  if (plan.fork || !line.hub || plan.kind !== 'pull_request') return
  const touched = plan.models.filter((model) => model.touched).map((model) => model.name)
  const description = touched.length === 0 ? 'no model touched' : `judging ${touched.length === 1 ? touched[0] : `${touched.length} models`}`
  await line.hub.statuses.set(plan.commit, {
    context: statusContext,
    state: 'pending',
    description: description.slice(0, 140),
    url: line.identity.run.url,
  })
}

interface Rendering {
  readonly candidates: readonly Candidate[]
  readonly run: { readonly id: string | null; readonly url: string | null }
  /** Whether comments on the pull request are heard: only where a token may read them. */
  readonly listens: boolean
  /** The commit whose configuration says who may waive. */
  readonly policy: string | null
  /** The record of production that was kept beside an evaluation. */
  production(model: string): Promise<Uint8Array | null>
}

async function render(line: Line, plan: Plan, rendering: Rendering): Promise<Reported> {
  const { candidates, run, policy, listens } = rendering
  const { pullRequest, commit: sha } = plan
  const heard = !listens || pullRequest === null || !line.hub ? null : await hear(line, { pullRequest, sha, policy })
  const waiving = policy === null || plan.kind === 'local' ? null : await waivingOf(line, policy)
  const told = await Promise.all(candidates.map((candidate) => modelReport(line, candidate, { ...rendering, heard })))
  const input: ReportInput = {
    commit: plan.commit,
    run: run.id === null ? null : { id: run.id, url: run.url },
    models: told.map(({ report: one }) => ({ ...one, waiving: waiving?.(one.model) ?? null })),
    policyEdited: plan.models.some((model) => model.policyEdited),
    setUp: plan.setUp,
    fork: plan.fork,
    local: plan.kind === 'local',
    links: { repository: repositoryUrl(line), summary: line.identity.run.url },
    refusedWaivers: heard ? [...addressless(heard), ...told.flatMap(({ refused }) => refused)] : [],
  }
  const { state, description } = statusOf(input)
  return { state, description, comment: renderComment(input), summary: renderSummary(input), commentUrl: null, candidates }
}

async function modelReport(
  line: Line,
  { planned, record, digest, failures, missing }: Candidate,
  { production: kept, heard }: Pick<Rendering, 'production'> & { readonly heard: Heard | null },
): Promise<{ readonly report: ModelReport; readonly refused: NonNullable<ReportInput['refusedWaivers']> }> {
  const reused = planned.origin.kind === 'run' ? [{ stage: 'train' as const, url: planned.origin.url }] : []
  const isolation = record?.sections.train?.body.isolation ?? null
  const { name: model, touched } = planned
  // Numbers in a file bring no bytes to publish; without a registry nobody knows what the next version would be.
  const nextVersion = planned.origin.kind === 'metrics' || !line.registry ? null : planned.nextVersion
  const production = await productionRecord(model, record, kept)
  // The digest names what was judged; waivers are said beside it and are part of no preview.
  const waived = heard && record ? waivedRecord(heard, record) : { record, refused: [] }
  // What may be quoted is already decided in the sections: where it may not, they hold no values.
  const samplesShown = true
  const { refused } = waived
  return {
    report: { model, touched, nextVersion, record: waived.record, digest, failures, missing, reused, isolation, samplesShown, production },
    refused,
  }
}

/**
 * What production was made from, so that the comment can tell what is different: the record that the evaluation verified and kept
 * beside its section, by the digest that the section names. Null where the candidate was not compared with it.
 */
async function productionRecord(name: string, record: CandidateRecord | null, kept: Rendering['production']): Promise<CandidateRecord | null> {
  const digest = record?.sections.evaluate?.body.baseline?.record
  const bytes = digest ? await kept(name) : null
  return digest && bytes ? parseRecord(bytes, `${productionFile} of "${name}"`, digest) : null
}

async function storedProduction(line: Line, name: string): Promise<Uint8Array | null> {
  const stored = await line.sections.load(name, 'evaluate')
  return stored ? line.files.read(path.join(stored.folder, productionFile)) : null
}
