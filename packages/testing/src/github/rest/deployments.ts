import type { Answer } from '../../http/listen.ts'
import { created, notFound, ok, paged, Refusal } from '../answers.ts'
import { bodyOf, numberParam, type RepositoryCall, repositoryRoutes } from '../call.ts'
import { presentAccount } from '../present/account.ts'
import { apiUrl } from '../present/repository.ts'
import type { Deployment, DeploymentStatus, Repository } from '../repository.ts'
import { now, type World } from '../world.ts'

export const deploymentRoutes = repositoryRoutes([
  ['repos/create-deployment', 'POST /deployments', 'deployments=write', createDeployment],
  ['repos/list-deployments', 'GET /deployments', 'deployments=read', listDeployments],
  ['repos/get-deployment', 'GET /deployments/{deployment_id}', 'deployments=read', getDeployment],
  ['repos/create-deployment-status', 'POST /deployments/{deployment_id}/statuses', 'deployments=write', createStatus],
  ['repos/list-deployment-statuses', 'GET /deployments/{deployment_id}/statuses', 'deployments=read', listStatuses],
])

interface NewDeployment {
  readonly ref: string
  readonly task?: string
  readonly auto_merge?: boolean
  readonly required_contexts?: readonly string[]
  readonly payload?: unknown
  readonly environment?: string
  readonly description?: string | null
  readonly transient_environment?: boolean
  readonly production_environment?: boolean
}

export function presentDeployment(world: World, repository: Repository, deployment: Deployment): Record<string, unknown> {
  const api = `${apiUrl(world, repository)}/deployments/${deployment.id}`
  return {
    id: deployment.id,
    node_id: `DE_${deployment.id}`,
    url: api,
    statuses_url: `${api}/statuses`,
    repository_url: apiUrl(world, repository),
    sha: deployment.sha,
    ref: deployment.ref,
    task: deployment.task,
    payload: deployment.payload,
    environment: deployment.environment,
    original_environment: deployment.environment,
    description: deployment.description,
    transient_environment: deployment.transient,
    production_environment: deployment.production,
    creator: presentAccount(world, deployment.creator),
    created_at: deployment.createdAt,
    updated_at: deployment.createdAt,
  }
}

async function createDeployment(call: RepositoryCall): Promise<Answer> {
  const body = bodyOf<NewDeployment>(call)
  const commit = await call.repository.git.commit(body.ref)
  if (commit === null) throw new Refusal(422, `No ref found for: ${body.ref}`)
  await refuseConflicts(call, body, commit.sha)
  const environment = body.environment ?? 'production'
  const deployment: Deployment = {
    id: call.world.nextId(),
    ref: body.ref,
    sha: commit.sha,
    task: body.task ?? 'deploy',
    environment,
    description: body.description ?? null,
    payload: body.payload ?? {},
    transient: body.transient_environment ?? false,
    production: body.production_environment ?? environment === 'production',
    creator: call.actor,
    createdAt: now(call.world),
    statuses: [],
  }
  call.repository.deployments.set(deployment.id, deployment)
  return created(presentDeployment(call.world, call.repository, deployment))
}

/** 409 where statuses of the commit do not succeed, unless `required_contexts` says which count (`[]`: none). */
async function refuseConflicts(
  call: RepositoryCall,
  { required_contexts: required, auto_merge: autoMerge = true, ref }: NewDeployment,
  sha: string,
): Promise<void> {
  const { git, statuses, defaultBranch } = call.repository
  const newest = new Map(statuses.filter((status) => status.sha === sha).map((status) => [status.context, status.state]))
  const contexts = required ?? [...newest.keys()]
  if (contexts.some((context) => newest.get(context) !== 'success')) throw new Refusal(409, `Conflict: Commit status checks failed for ${ref}.`)
  const isBranch = (await git.sha(`refs/heads/${ref}`)) !== null
  if (autoMerge && isBranch && !(await git.isAncestor(`refs/heads/${defaultBranch}`, sha)))
    throw new Refusal(409, `Conflict merging ${defaultBranch} into ${ref}.`)
}

function deploymentOf(call: RepositoryCall): Deployment {
  const deployment = call.repository.deployments.get(numberParam(call, 'deployment_id'))
  if (deployment === undefined) throw notFound()
  return deployment
}

function getDeployment(call: RepositoryCall): Answer {
  return ok(presentDeployment(call.world, call.repository, deploymentOf(call)))
}

function listDeployments(call: RepositoryCall): Answer {
  const filters = ['sha', 'ref', 'task', 'environment'] as const
  const found = [...call.repository.deployments.values()].filter((one) =>
    filters.every((field) => !call.query.has(field) || one[field] === call.query.get(field)),
  )
  return paged(call, found.reverse(), (page) => page.map((deployment) => presentDeployment(call.world, call.repository, deployment)))
}

interface NewStatus {
  readonly state: string
  readonly description?: string
  readonly environment_url?: string
  readonly log_url?: string
  readonly target_url?: string
  readonly auto_inactive?: boolean
}

const MAX_DESCRIPTION_CHARACTERS = 140

function createStatus(call: RepositoryCall): Answer {
  const deployment = deploymentOf(call)
  const body = bodyOf<NewStatus>(call)
  if ((body.description ?? '').length > MAX_DESCRIPTION_CHARACTERS) throw new Refusal(422, 'Validation Failed')
  const status = {
    id: call.world.nextId(),
    state: body.state,
    description: body.description ?? '',
    environmentUrl: body.environment_url ?? '',
    logUrl: body.log_url ?? body.target_url ?? '',
    creator: call.actor,
    createdAt: now(call.world),
  }
  deployment.statuses.push(status)
  if (body.state === 'success' && body.auto_inactive !== false) retireOthers(call, deployment)
  return created(presentStatus(call, deployment, status))
}

/** A success makes earlier, non-transient deployments of the same environment inactive, unless they are production's. */
function retireOthers(call: RepositoryCall, deployment: Deployment): void {
  for (const other of call.repository.deployments.values()) {
    const sameplace = other.id !== deployment.id && other.environment === deployment.environment && !other.transient && !other.production
    if (!sameplace || other.statuses.at(-1)?.state !== 'success') continue
    other.statuses.push({
      id: call.world.nextId(),
      state: 'inactive',
      description: '',
      environmentUrl: '',
      logUrl: '',
      creator: call.actor,
      createdAt: now(call.world),
    })
  }
}

function presentStatus(call: RepositoryCall, deployment: Deployment, status: DeploymentStatus): Record<string, unknown> {
  const api = `${apiUrl(call.world, call.repository)}/deployments/${deployment.id}`
  return {
    id: status.id,
    node_id: `DS_${status.id}`,
    url: `${api}/statuses/${status.id}`,
    deployment_url: api,
    repository_url: apiUrl(call.world, call.repository),
    state: status.state,
    description: status.description,
    environment: deployment.environment,
    environment_url: status.environmentUrl,
    log_url: status.logUrl,
    target_url: status.logUrl,
    creator: presentAccount(call.world, status.creator),
    created_at: status.createdAt,
    updated_at: status.createdAt,
  }
}

/** Newest first. */
function listStatuses(call: RepositoryCall): Answer {
  const deployment = deploymentOf(call)
  return paged(call, [...deployment.statuses].reverse(), (page) => page.map((status) => presentStatus(call, deployment, status)))
}
