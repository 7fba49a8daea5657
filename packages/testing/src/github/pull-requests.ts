import type { CommitObject } from '../git/commit-object.ts'
import { invalid, Refusal } from './answers.ts'
import { presentPull } from './present/issue.ts'
import { updatePullRefs } from './pull-refs.ts'
import { recordEvent } from './record-event.ts'
import { followRefChanges } from './ref-changes.ts'
import type { Pull, Repository } from './repository.ts'
import { addIssue, setIssueState } from './rest/issues.ts'
import { now, type World } from './world.ts'

export interface NewPull {
  readonly head: string
  readonly headRepository: Repository
  readonly base: string
  readonly title: string
  readonly body: string | null
  readonly draft: boolean
  readonly author: string
}

/** Opens a pull request as GitHub does: refs under `refs/pull`, and the event that would start its workflows. */
export async function openPull(world: World, repository: Repository, request: NewPull): Promise<Pull> {
  const head = await request.headRepository.git.sha(`refs/heads/${request.head}`)
  const base = await repository.git.sha(`refs/heads/${request.base}`)
  if (head === null) throw invalid('PullRequest', 'head', 'invalid')
  if (base === null) throw invalid('PullRequest', 'base', 'invalid')
  await refuseTwinsAndEmpty(repository, request, { head, base })
  const issue = addIssue(world, repository, request)
  const pull: Pull = {
    id: world.nextId(),
    number: issue.number,
    head: { repository: request.headRepository, branch: request.head, sha: head },
    base: { branch: request.base, sha: base },
    draft: request.draft,
    mergeable: true,
    mergeCommitSha: null,
    merged: null,
  }
  repository.pulls.set(pull.number, pull)
  await updatePullRefs(world, repository, pull)
  recordPull(world, repository, pull, 'opened', request.author)
  return pull
}

export function recordPull(world: World, repository: Repository, pull: Pull, action: string, actor: string): void {
  const payload = { number: pull.number, pull_request: presentPull(world, repository, pull) }
  recordEvent(world, repository, { name: 'pull_request', action, actor, payload })
}

async function refuseTwinsAndEmpty(repository: Repository, request: NewPull, { head, base }: { head: string; base: string }): Promise<void> {
  const twin = [...repository.pulls.values()].find(
    (pull) =>
      pull.head.repository === request.headRepository &&
      pull.head.branch === request.head &&
      pull.base.branch === request.base &&
      repository.issues.get(pull.number)?.state === 'open',
  )
  const label = `${request.headRepository.owner}:${request.head}`
  if (twin !== undefined) throw invalid('PullRequest', 'base', 'custom', `A pull request already exists for ${label}.`)
  const known = (await repository.git.read(head)) !== null
  if (known && (await repository.git.isAncestor(head, base)))
    throw invalid('PullRequest', 'head', 'custom', `No commits between ${request.base} and ${label}`)
}

export interface MergeRequest {
  readonly method: 'merge' | 'squash'
  readonly actor: string
  readonly title?: string
  readonly message?: string
  /** The head that the caller saw; another one is refused. */
  readonly expectedHead?: string
}

/** Merges and moves the base branch; squash makes one commit with the base as only parent. */
export async function mergePull(world: World, repository: Repository, pull: Pull, request: MergeRequest): Promise<string> {
  const issue = repository.issues.get(pull.number)
  if (issue === undefined || pull.merged !== null || issue.state === 'closed' || !pull.mergeable)
    throw new Refusal(405, 'Pull Request is not mergeable')
  if (request.expectedHead !== undefined && request.expectedHead !== pull.head.sha)
    throw new Refusal(409, 'Head branch was modified. Review and try the merge again.')
  await updatePullRefs(world, repository, pull)
  const merge = await repository.git.commit(`refs/pull/${pull.number}/merge`)
  if (merge === null) throw new Refusal(405, 'Pull Request is not mergeable')
  const before = pull.base.sha
  const sha = await repository.git.writeCommit(mergeCommit(world, { pull, tree: merge.tree, title: issue.title, request }))
  await repository.git.updateRef(`refs/heads/${pull.base.branch}`, sha, before)
  pull.mergeCommitSha = sha
  pull.merged = { at: now(world), by: request.actor }
  setIssueState(world, issue, 'closed', null)
  await repository.git.updateRef(`refs/pull/${pull.number}/merge`, null)
  recordPull(world, repository, pull, 'closed', request.actor)
  await followRefChanges(world, repository, [{ ref: `refs/heads/${pull.base.branch}`, before, after: sha }], request.actor)
  return sha
}

function mergeCommit(world: World, { pull, tree, title, request }: { pull: Pull; tree: string; title: string; request: MergeRequest }): CommitObject {
  const person = { name: request.actor, email: `${request.actor}@users.noreply.github.com`, date: now(world) }
  const committer = { name: 'GitHub', email: 'noreply@github.com', date: person.date }
  const squash = request.method === 'squash'
  const heading =
    request.title ??
    (squash ? `${title} (#${pull.number})` : `Merge pull request #${pull.number} from ${pull.head.repository.owner}/${pull.head.branch}`)
  const body = request.message ?? (squash ? '' : title)
  return {
    tree,
    parents: squash ? [pull.base.sha] : [pull.base.sha, pull.head.sha],
    author: person,
    committer,
    message: body === '' ? heading : `${heading}\n\n${body}`,
  }
}
