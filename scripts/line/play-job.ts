// Plays one job of a workflow: a fresh checkout, the repository's set-up, then its stage actions as child processes.
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { commands } from '@seaworthy/app'
import { type GitHub, type HostedRepository, type Permissions, type Results, runActionProcess, type StartedRun } from '@seaworthy/testing'
import { git } from './git.ts'
import type { Trigger } from './trigger.ts'

export interface Harbour {
  readonly github: GitHub
  readonly results: Results
  readonly repository: HostedRepository
  /** What the set-up hook would do: bring the data. */
  setUp(workspace: string): Promise<void>
  /** PATH of the training job: where Python is. */
  readonly searchPath: string
  readonly signingKey: string
}

export interface StageCall {
  readonly stage: string
  readonly inputs?: Readonly<Record<string, string>>
}

export interface JobResult {
  readonly ok: boolean
  readonly outputs: Readonly<Record<string, string>>
  /** Requests to the API, by stage. */
  readonly calls: Readonly<Record<string, number>>
  /** What the last stage printed, for the person who looks into a failure. */
  readonly log: string
}

/** The actions as a runner finds them: `main.js` on the bundle. */
const actions = path.resolve(import.meta.dirname, '../../actions')

/** The stages of one job, in order, with a token that may do exactly what they ask. Stops at the first that fails. */
export async function playJob(
  harbour: Harbour,
  { trigger, run, stages }: { readonly trigger: Trigger; readonly run: StartedRun; readonly stages: readonly StageCall[] },
): Promise<JobResult> {
  const { repository } = harbour
  const job = await mkdtemp(path.join(os.tmpdir(), 'seaworthy-job-'))
  const workspace = path.join(job, 'work')
  try {
    await git(job, ['clone', '--quiet', repository.gitPath, 'work'])
    await git(workspace, ['fetch', '--quiet', 'origin', trigger.sha])
    await git(workspace, ['checkout', '--quiet', '--detach', trigger.sha])
    await harbour.setUp(workspace)
    const { token } = repository.startRun({ ...runOf(trigger), id: run.id, permissions: permissionsOf(stages) })
    let outputs: Record<string, string> = {}
    const calls: Record<string, number> = {}
    for (const call of stages) {
      const ended = await playStage(harbour, { trigger, run, token, workspace, call })
      outputs = { ...outputs, ...ended.outputs }
      calls[call.stage] = ended.calls
      if (!ended.ok) return { ok: false, outputs, calls, log: ended.log }
    }
    return { ok: true, outputs, calls, log: '' }
  } finally {
    await rm(job, { recursive: true, force: true, maxRetries: 3 })
  }
}

interface StageResult extends Omit<JobResult, 'calls'> {
  readonly calls: number
}

interface PlayedStage {
  readonly trigger: Trigger
  readonly run: StartedRun
  readonly token: string
  readonly workspace: string
  readonly call: StageCall
}

async function playStage(
  { github, results, repository, searchPath, signingKey }: Harbour,
  { trigger, run, token, workspace, call }: PlayedStage,
): Promise<StageResult> {
  const signs = ['publish', 'promote', 'rollback'].includes(call.stage)
  const before = callsOf(github, run)
  const ended = await runActionProcess({
    main: path.join(actions, call.stage, 'main.js'),
    workspace,
    event: { name: trigger.event, payload: trigger.payload },
    inputs: { token, ...call.inputs, ...(signs ? { 'signing-key': signingKey } : {}) },
    timeoutMs: 300_000,
    env: {
      PATH: searchPath,
      GITHUB_REPOSITORY: repository.fullName,
      GITHUB_SHA: trigger.sha,
      GITHUB_REF: trigger.ref,
      GITHUB_RUN_ID: String(run.id),
      GITHUB_RUN_ATTEMPT: '1',
      GITHUB_ACTOR: trigger.actor,
      GITHUB_WORKFLOW_REF: `${repository.fullName}/${trigger.workflow}@${trigger.ref}`,
      GITHUB_API_URL: github.url,
      ACTIONS_RUNTIME_TOKEN: run.runtimeToken,
      ACTIONS_RUNTIME_URL: results.url,
      ACTIONS_RESULTS_URL: results.url,
      ACTIONS_CACHE_SERVICE_V2: 'true',
      NODE_COMPILE_CACHE: path.resolve(import.meta.dirname, '../../.cache/compiled'),
      RUNNER_NAME: 'demo-runner',
      RUNNER_TEMP: path.join(workspace, '../temp'),
      DEPLOY_DIR: path.join(workspace, 'deployed'),
    },
  })
  return { ok: ended.exitCode === 0, outputs: ended.outputs, calls: callsOf(github, run) - before, log: `${ended.stdout}${ended.stderr}` }
}

// Jobs of one run follow one another here, so that what its token asked since is the stage's.
function callsOf(github: GitHub, run: StartedRun): number {
  return github.requests.filter((request) => request.runId === run.id).length
}

/** The union of what the stages ask: what a template grants the job. */
export function permissionsOf(stages: readonly StageCall[]): Permissions {
  const asked = stages.flatMap(({ stage }) => Object.entries(commands.find((command) => command.name === stage)?.permissions ?? {}))
  const union: Record<string, 'read' | 'write'> = {}
  for (const [name, level] of asked) if (union[name] !== 'write') union[name] = level
  return union
}

export function runOf(trigger: Trigger) {
  const { workflow, event, headSha, headBranch, headRepository, pullRequest, actor } = trigger
  return { workflow, event, headSha, headBranch, headRepository, actor, ...(pullRequest === null ? {} : { pullRequest }) }
}
