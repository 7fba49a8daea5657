import type { Answer } from '../../http/listen.ts'
import { created, invalid, notFound, ok, paged, Refusal } from '../answers.ts'
import { bodyOf, numberParam, type RepositoryCall, repositoryRoutes } from '../call.ts'
import { presentFiles } from '../present/commit.ts'
import { presentPull } from '../present/issue.ts'
import { updatePullRefs } from '../pull-refs.ts'
import { mergePull, openPull, recordPull } from '../pull-requests.ts'
import type { Pull, Repository } from '../repository.ts'
import { now } from '../world.ts'
import { checkBody, setIssueState } from './issues.ts'

export const pullRoutes = repositoryRoutes([
  ['pulls/list', 'GET /pulls', 'pull_requests=read', listPulls],
  ['pulls/create', 'POST /pulls', 'pull_requests=write', createPull],
  ['pulls/get', 'GET /pulls/{pull_number}', 'pull_requests=read', getPull],
  ['pulls/update', 'PATCH /pulls/{pull_number}', 'pull_requests=write', updatePull],
  ['pulls/list-files', 'GET /pulls/{pull_number}/files', 'pull_requests=read', listFiles],
  ['pulls/merge', 'PUT /pulls/{pull_number}/merge', 'contents=write', merge],
])

function pullOf(call: RepositoryCall): Pull {
  const pull = call.repository.pulls.get(numberParam(call, 'pull_number'))
  if (pull === undefined) throw notFound()
  return pull
}

const present = (call: RepositoryCall, pull: Pull): Record<string, unknown> => presentPull(call.world, call.repository, pull)
const label = ({ head }: Pull): string => `${head.repository.owner}:${head.branch}`

function listPulls(call: RepositoryCall): Answer {
  const { query, repository } = call
  const state = query.get('state') ?? 'open'
  const head = query.get('head')
  const found = [...repository.pulls.values()].filter(
    (pull) =>
      (state === 'all' || repository.issues.get(pull.number)?.state === state) &&
      (head === null || !head.includes(':') || head === label(pull)) && // without an owner GitHub ignores the filter
      (!query.has('base') || pull.base.branch === query.get('base')),
  )
  const sorted = query.get('direction') === 'asc' ? found : found.reverse()
  return paged(call, sorted, (page) => page.map((pull) => present(call, pull)))
}

interface PullBody {
  readonly title?: string
  readonly body?: string
  readonly head?: string
  readonly base?: string
  readonly draft?: boolean
  readonly state?: 'open' | 'closed'
}

async function createPull(call: RepositoryCall): Promise<Answer> {
  const { title = '', body = null, head = '', base = '', draft = false } = bodyOf<PullBody>(call)
  if (call.token?.kind === 'actions' && !call.repository.actionsCreatePullRequests) {
    throw new Refusal(403, 'GitHub Actions is not permitted to create or approve pull requests.')
  }
  if (title.trim() === '') throw invalid('PullRequest', 'title', 'missing_field')
  checkBody('PullRequest', body)
  const request = { title, body, base, draft, author: call.actor, head: head.replace(/^[^:]*:/, ''), headRepository: headRepository(call, head) }
  return created(present(call, await openPull(call.world, call.repository, request)))
}

function headRepository(call: RepositoryCall, head: string): Repository {
  const owner = head.includes(':') ? head.slice(0, head.indexOf(':')) : call.repository.owner
  if (owner === call.repository.owner) return call.repository
  const fork = [...call.world.repositories.values()].find((one) => one.parent === call.repository && one.owner === owner)
  if (fork === undefined) throw invalid('PullRequest', 'head', 'invalid')
  return fork
}

function getPull(call: RepositoryCall): Answer {
  return ok(present(call, pullOf(call)))
}

async function updatePull(call: RepositoryCall): Promise<Answer> {
  const pull = pullOf(call)
  const issue = call.repository.issues.get(pull.number)
  const { title, body, base, state } = bodyOf<PullBody>(call)
  checkBody('PullRequest', body)
  if (issue === undefined) throw notFound()
  if (state === 'open' && pull.merged !== null) throw new Refusal(422, 'Validation Failed')
  if (title !== undefined) issue.title = title
  if (body !== undefined) issue.body = body
  issue.updatedAt = now(call.world)
  if (base !== undefined) {
    pull.base.branch = base
    await updatePullRefs(call.world, call.repository, pull)
  }
  if (state !== undefined && state !== issue.state) {
    setIssueState(call.world, issue, state, null)
    recordPull(call.world, call.repository, pull, state === 'open' ? 'reopened' : 'closed', call.actor)
  }
  return ok(present(call, pull))
}

async function listFiles(call: RepositoryCall): Promise<Answer> {
  const pull = pullOf(call)
  const from = await call.repository.git.mergeBase(pull.base.sha, pull.head.sha)
  return paged(call, await presentFiles(call.world, call.repository, from, pull.head.sha))
}

async function merge(call: RepositoryCall): Promise<Answer> {
  const body = bodyOf<{ merge_method?: string; commit_title?: string; commit_message?: string; sha?: string }>(call)
  if (body.merge_method === 'rebase') throw new Refusal(405, 'Rebase merges are not allowed on this repository.')
  const sha = await mergePull(call.world, call.repository, pullOf(call), {
    method: body.merge_method === 'squash' ? 'squash' : 'merge',
    actor: call.actor,
    ...(body.commit_title === undefined ? {} : { title: body.commit_title }),
    ...(body.commit_message === undefined ? {} : { message: body.commit_message }),
    ...(body.sha === undefined ? {} : { expectedHead: body.sha }),
  })
  return ok({ sha, merged: true, message: 'Pull Request successfully merged' })
}
