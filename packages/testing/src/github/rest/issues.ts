import type { Answer } from '../../http/listen.ts'
import { created, invalid, notFound, ok, paged, Refusal } from '../answers.ts'
import { bodyOf, numberParam, type RepositoryCall, repositoryRoutes } from '../call.ts'
import { presentIssue } from '../present/issue.ts'
import type { Issue, Repository } from '../repository.ts'
import { now, type World } from '../world.ts'

export const issueRoutes = repositoryRoutes([
  ['issues/list-for-repo', 'GET /issues', 'issues=read', listIssues],
  ['issues/create', 'POST /issues', 'issues=write', createIssue],
  ['issues/get', 'GET /issues/{issue_number}', 'issues=read; pull_requests=read', getIssue],
  ['issues/update', 'PATCH /issues/{issue_number}', forIssueOrPull, updateIssue],
  ['issues/add-labels', 'POST /issues/{issue_number}/labels', forIssueOrPull, addLabels],
])

/** A pull request is also an issue: there either permission will do. */
export function forIssueOrPull(call: RepositoryCall): string {
  return call.repository.pulls.has(numberParam(call, 'issue_number')) ? 'issues=write; pull_requests=write' : 'issues=write'
}

export const MAX_BODY_CHARACTERS = 65_536

export function checkBody(resource: string, body: string | null | undefined): void {
  if ((body ?? '').length <= MAX_BODY_CHARACTERS) return
  throw invalid(resource, 'body', 'custom', `body is too long (maximum is ${MAX_BODY_CHARACTERS} characters)`)
}

export function issueOf(call: RepositoryCall): Issue {
  const issue = call.repository.issues.get(numberParam(call, 'issue_number'))
  if (issue === undefined) throw notFound()
  return issue
}

const MATCHES: readonly ((issue: Issue, query: URLSearchParams) => boolean)[] = [
  (issue, query) => (query.get('state') ?? 'open') === 'all' || issue.state === (query.get('state') ?? 'open'),
  (issue, query) =>
    (query.get('labels') ?? '')
      .split(',')
      .filter(Boolean)
      .every((label) => issue.labels.includes(label)),
  (issue, query) => !query.has('creator') || issue.author === query.get('creator'),
  (issue, query) => !query.has('since') || Date.parse(issue.updatedAt) >= Date.parse(query.get('since') ?? ''),
]

function listIssues(call: RepositoryCall): Answer {
  const found = [...call.repository.issues.values()].filter((issue) => MATCHES.every((matches) => matches(issue, call.query)))
  const ascending = call.query.get('direction') === 'asc'
  const sorted = found.sort((one, other) => (ascending ? one.number - other.number : other.number - one.number))
  return paged(call, sorted, (page) => page.map((issue) => presentIssue(call.world, call.repository, issue)))
}

export interface NewIssue {
  readonly title: string
  readonly body: string | null
  readonly author: string
  readonly labels?: readonly string[]
  readonly assignees?: readonly string[]
}

/** Issues and pull requests share their numbers. */
export function addIssue(world: World, repository: Repository, { title, body, author, labels = [], assignees = [] }: NewIssue): Issue {
  const number = repository.nextNumber++
  const createdAt = now(world)
  const issue: Issue = {
    id: world.nextId(),
    number,
    author,
    title,
    body,
    createdAt,
    updatedAt: createdAt,
    closedAt: null,
    state: 'open',
    stateReason: null,
    labels: [...labels],
    assignees: [...assignees],
  }
  repository.issues.set(number, issue)
  return issue
}

type Label = string | { readonly name?: string }
const labelNames = (labels: readonly Label[] = []): string[] =>
  [...new Set(labels.map((label) => (typeof label === 'string' ? label : (label.name ?? ''))))].filter(Boolean)

interface IssueBody {
  readonly title?: string | number
  readonly body?: string | null
  readonly state?: 'open' | 'closed'
  readonly state_reason?: string | null
  readonly labels?: readonly Label[]
  readonly assignees?: readonly string[]
}

function createIssue(call: RepositoryCall): Answer {
  const { title, body = null, labels, assignees } = bodyOf<IssueBody>(call)
  if (String(title).trim() === '') throw invalid('Issue', 'title', 'missing_field')
  checkBody('Issue', body)
  const issue = addIssue(call.world, call.repository, {
    title: String(title),
    body,
    author: call.actor,
    labels: labelNames(labels),
    assignees: assignees ?? [],
  })
  return created(presentIssue(call.world, call.repository, issue))
}

function getIssue(call: RepositoryCall): Answer {
  return ok(presentIssue(call.world, call.repository, issueOf(call)))
}

function updateIssue(call: RepositoryCall): Answer {
  const issue = issueOf(call)
  const { title, body, state, state_reason: reason, labels, assignees } = bodyOf<IssueBody>(call)
  checkBody('Issue', body)
  if (title !== undefined) issue.title = String(title)
  if (body !== undefined) issue.body = body
  if (labels !== undefined) issue.labels = labelNames(labels)
  if (assignees !== undefined) issue.assignees = [...assignees]
  if (state !== undefined) setIssueState(call.world, issue, state, reason ?? null)
  issue.updatedAt = now(call.world)
  return ok(presentIssue(call.world, call.repository, issue))
}

export function setIssueState(world: World, issue: Issue, state: 'open' | 'closed', reason: string | null): void {
  issue.state = state
  issue.closedAt = state === 'closed' ? now(world) : null
  issue.stateReason = state === 'closed' ? (reason ?? 'completed') : null
}

function addLabels(call: RepositoryCall): Answer {
  const issue = issueOf(call)
  const body = call.json as readonly Label[] | { readonly labels?: readonly Label[] }
  const names = labelNames(Array.isArray(body) ? body : 'labels' in body ? body.labels : [])
  if (names.length === 0) throw new Refusal(422, 'Validation Failed')
  issue.labels = [...new Set([...issue.labels, ...names])]
  const { labels } = presentIssue(call.world, call.repository, issue)
  return ok(labels)
}
