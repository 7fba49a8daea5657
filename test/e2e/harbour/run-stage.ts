// One stage of the built bundle as a child process, in a fresh checkout, with exactly the permissions that it is given.
import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { commands } from '@seaworthy/app'
import { type ActionProcess, type Permissions, runActionProcess, type StartedRun } from '@seaworthy/testing'
import { runOf } from '../../../scripts/line/play-job.ts'
import type { Trigger } from '../../../scripts/line/trigger.ts'
import type { OpenRepository } from './open-repository.ts'
import { writesIn } from './seen.ts'

const root = path.resolve(import.meta.dirname, '../../..')

/** A run whose stages are played one by one; each is an attempt of its own, as where a job is run again. */
export interface OpenRun {
  readonly trigger: Trigger
  readonly started: StartedRun
  attempts: number
  /** RUNNER_TEMP of its stages, as if they were steps of one job; `report` is a job of its own, always. */
  readonly temporary: string
}

export interface StageEnded extends ActionProcess {
  /** What it changed on GitHub, as `operation status`. */
  readonly writes: readonly string[]
  /** What it printed for people: commands to the runner, one of which holds the key, left out. */
  readonly said: string
}

export interface StageCall {
  readonly stage: string
  readonly inputs?: Readonly<Record<string, string>>
  /** Default: those of the stage's row in the table. */
  readonly permissions?: Permissions
}

export function openRun({ repository }: OpenRepository, trigger: Trigger): OpenRun {
  const started = repository.startRun({ ...runOf(trigger), ...(trigger.runId === null ? {} : { id: trigger.runId }), permissions: {} })
  return { trigger, started, attempts: 0, temporary: path.join(os.tmpdir(), `seaworthy-run-${started.id}-${randomUUID()}`) }
}

/** What the table says that a stage needs. */
export function permissionsOfStage(stage: string): Permissions {
  const command = commands.find(({ name }) => name === stage)
  if (!command) throw new Error(`there is no stage ${stage}`)
  return command.permissions
}

export async function runStage(place: OpenRepository, run: OpenRun, { stage, inputs = {}, permissions }: StageCall): Promise<StageEnded> {
  const { github, repository } = place
  const { trigger, started } = run
  run.attempts += 1
  const granted = permissions ?? permissionsOfStage(stage)
  const { token } = repository.startRun({ ...runOf(trigger), id: started.id, attempt: run.attempts, permissions: granted })
  const before = github.requests.length
  const workspace = await checkOut(place, trigger)
  try {
    const ended = await runActionProcess({
      main: path.join(place.actions, 'actions', stage, 'main.js'),
      workspace,
      event: { name: trigger.event, payload: trigger.payload },
      inputs: { token, ...inputs, ...(['publish', 'promote', 'rollback'].includes(stage) ? { 'signing-key': place.signingKey } : {}) },
      env: { ...environmentOf(place, run), ...(stage === 'report' ? { RUNNER_TEMP: path.join(run.temporary, `job-${run.attempts}`) } : {}) },
    })
    const said = `${ended.stdout}${ended.stderr}`.replace(/^::(add-mask|debug)::.*$\n?/gm, '')
    return { ...ended, said, writes: writesIn(github.requests.slice(before)) }
  } finally {
    await rm(workspace, { recursive: true, force: true, maxRetries: 3 })
  }
}

async function checkOut({ repository }: OpenRepository, { sha }: Trigger): Promise<string> {
  const workspace = await mkdtemp(path.join(os.tmpdir(), 'seaworthy-stage-'))
  const git = (...args: string[]) => promisify(execFile)('git', args, { cwd: workspace })
  await git('clone', '--quiet', repository.gitPath, '.')
  await git('fetch', '--quiet', 'origin', sha)
  await git('checkout', '--quiet', '--detach', sha)
  return workspace
}

function environmentOf({ github, results, repository }: OpenRepository, { trigger, started, attempts, temporary }: OpenRun): Record<string, string> {
  return {
    GITHUB_REPOSITORY: repository.fullName,
    GITHUB_SHA: trigger.sha,
    GITHUB_REF: trigger.ref,
    GITHUB_RUN_ID: String(started.id),
    GITHUB_RUN_ATTEMPT: String(attempts),
    GITHUB_ACTOR: trigger.actor,
    GITHUB_WORKFLOW_REF: `${repository.fullName}/${trigger.workflow}@${trigger.ref}`,
    GITHUB_API_URL: github.url,
    ACTIONS_RUNTIME_TOKEN: started.runtimeToken,
    ACTIONS_RUNTIME_URL: results.url,
    ACTIONS_RESULTS_URL: results.url,
    RUNNER_TEMP: temporary,
    SEAWORTHY_NATIVES: root,
  }
}
