import type { Answer } from '../../http/listen.ts'
import { created, invalid, ok, paged, Refusal } from '../answers.ts'
import { bodyOf, param, type RepositoryCall, repositoryRoutes } from '../call.ts'
import { presentAccount } from '../present/account.ts'
import { apiUrl, presentRepository } from '../present/repository.ts'
import type { CommitStatus, StatusState } from '../repository.ts'
import { now, type World } from '../world.ts'
import { commitAt } from './commits.ts'

export const statusRoutes = repositoryRoutes([
  ['repos/create-commit-status', 'POST /statuses/{sha}', 'statuses=write', createStatus],
  ['repos/list-commit-statuses-for-ref', 'GET /commits/{ref}/statuses', 'statuses=read', listStatuses],
  ['repos/get-combined-status-for-ref', 'GET /commits/{ref}/status', 'statuses=read', combinedStatus],
])

const MAX_DESCRIPTION_CHARACTERS = 140
const MAX_PER_CONTEXT = 1000

interface NewStatus {
  readonly state: StatusState
  readonly context?: string
  readonly description?: string | null
  readonly target_url?: string | null
}

async function createStatus(call: RepositoryCall): Promise<Answer> {
  const { state, context = 'default', description = null, target_url: targetUrl = null } = bodyOf<NewStatus>(call)
  const sha = param(call, 'sha')
  if ((await call.repository.git.read(sha))?.type !== 'commit') throw new Refusal(422, `No commit found for SHA: ${sha}`)
  if ((description ?? '').length > MAX_DESCRIPTION_CHARACTERS)
    throw invalid('Status', 'description', 'custom', 'description is too long (maximum is 140 characters)')
  if (targetUrl !== null && !/^https?:\/\//.test(targetUrl)) throw invalid('Status', 'target_url', 'custom', 'target_url must use http(s) scheme')
  if (call.repository.statuses.filter((one) => one.sha === sha && one.context === context).length >= MAX_PER_CONTEXT) {
    throw new Refusal(422, 'This SHA and context has reached the maximum number of statuses.')
  }
  const status = { id: call.world.nextId(), sha, state, context, description, targetUrl, creator: call.actor, createdAt: now(call.world) }
  call.repository.statuses.push(status)
  return created(presentStatus(call.world, apiUrl(call.world, call.repository), status))
}

function presentStatus(world: World, api: string, status: CommitStatus): Record<string, unknown> {
  return {
    id: status.id,
    node_id: `S_${status.id}`,
    url: `${api}/statuses/${status.sha}`,
    state: status.state,
    context: status.context,
    description: status.description,
    target_url: status.targetUrl,
    creator: presentAccount(world, status.creator),
    created_at: status.createdAt,
    updated_at: status.createdAt,
  }
}

/** Newest first. */
async function statusesOf(call: RepositoryCall): Promise<CommitStatus[]> {
  const { sha } = await commitAt(call, param(call, 'ref'))
  return call.repository.statuses.filter((status) => status.sha === sha).reverse()
}

async function listStatuses(call: RepositoryCall): Promise<Answer> {
  const api = apiUrl(call.world, call.repository)
  return paged(call, await statusesOf(call), (page) => page.map((status) => presentStatus(call.world, api, status)))
}

async function combinedStatus(call: RepositoryCall): Promise<Answer> {
  const { sha } = await commitAt(call, param(call, 'ref'))
  const newest = new Map<string, CommitStatus>()
  for (const status of await statusesOf(call)) if (!newest.has(status.context)) newest.set(status.context, status)
  const statuses = [...newest.values()]
  const failed = statuses.some(({ state }) => state === 'failure' || state === 'error')
  const pending = statuses.length === 0 || statuses.some(({ state }) => state === 'pending')
  const api = apiUrl(call.world, call.repository)
  return ok({
    state: failed ? 'failure' : pending ? 'pending' : 'success',
    sha,
    total_count: statuses.length,
    statuses: statuses.map((status) => presentStatus(call.world, api, status)),
    repository: presentRepository(call.world, call.repository),
    url: `${api}/commits/${sha}/status`,
    commit_url: `${api}/commits/${sha}`,
  })
}
