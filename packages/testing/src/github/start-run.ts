import { TestingError } from '../errors.ts'
import { runtimeToken } from '../results/runtime-token.ts'
import { type Permissions, readOnly } from './permissions.ts'
import { presentRun } from './present/run.ts'
import type { Repository, WorkflowRun } from './repository.ts'
import { addRun, endRun } from './runs.ts'
import { ACTIONS_BOT, newSecret } from './token.ts'
import type { World } from './world.ts'

export type Conclusion = 'success' | 'failure' | 'cancelled' | 'skipped'

export interface StartRun {
  /** A queued run (see `takeDispatches`) or one to run again; default: a new run. */
  readonly id?: number
  readonly workflow: string
  readonly event: string
  readonly headSha: string
  readonly headBranch: string
  /** `owner/name` of a fork; its tokens are read-only for `pull_request`. */
  readonly headRepository?: string
  readonly pullRequest?: number
  readonly permissions: Permissions
  readonly attempt?: number
  readonly actor?: string
}

export interface StartedRun {
  readonly id: number
  /** GITHUB_TOKEN, with exactly the given permissions; it dies with the run. */
  readonly token: string
  /** ACTIONS_RUNTIME_TOKEN, for the results service. */
  readonly runtimeToken: string
  /** The run as GitHub's REST API shows it. */
  readonly run: Readonly<Record<string, unknown>>
}

export function startRun(world: World, repository: Repository, request: StartRun): StartedRun {
  const run = request.id === undefined ? newRun(world, repository, request) : runOf(repository, request.id)
  run.status = 'in_progress'
  run.conclusion = null
  run.attempt = request.attempt ?? run.attempt
  const fromFork = run.headRepository !== repository && run.event === 'pull_request'
  const permissions = fromFork ? readOnly(request.permissions) : request.permissions
  const secret = newSecret('ghs')
  world.tokens.set(secret, { kind: 'actions', secret, login: ACTIONS_BOT, repository: repository.fullName, runId: run.id, permissions })
  return { id: run.id, token: secret, runtimeToken: runtimeToken(run.id), run: presentRun(world, repository, run) }
}

function newRun(world: World, repository: Repository, request: StartRun): WorkflowRun {
  const { workflow, event, headSha, headBranch, headRepository, pullRequest = null, actor = repository.owner } = request
  const head = headRepository === undefined ? repository : world.repositories.get(headRepository.toLowerCase())
  if (head === undefined) throw new TestingError('UNKNOWN_REPOSITORY', `no repository "${headRepository}"`)
  return addRun(world, repository, { workflow, event, headSha, headBranch, headRepository: head, actor, pullRequest, status: 'queued' })
}

function runOf(repository: Repository, id: number): WorkflowRun {
  const run = repository.runs.get(id)
  if (run === undefined) throw new TestingError('UNKNOWN_RUN', `${repository.fullName} has no run ${id}`)
  return run
}

export function finishRun(world: World, repository: Repository, id: number, conclusion: Conclusion): void {
  const run = runOf(repository, id)
  for (const [secret, token] of world.tokens) if (token.kind === 'actions' && token.runId === id) world.tokens.delete(secret)
  endRun(world, repository, run, conclusion)
}
