import type { Comment, Issue, Pull, Repository } from '../repository.ts'
import type { World } from '../world.ts'
import { presentAccount } from './account.ts'
import { apiUrl, pageUrl, presentRepository } from './repository.ts'

const presentLabels = (world: World, repository: Repository, labels: readonly string[]): unknown[] =>
  labels.map((name, id) => ({
    id: id + 1,
    name,
    color: 'ededed',
    default: false,
    description: null,
    url: `${apiUrl(world, repository)}/labels/${encodeURIComponent(name)}`,
  }))

export function presentIssue(world: World, repository: Repository, issue: Issue): Record<string, unknown> {
  const api = `${apiUrl(world, repository)}/issues/${issue.number}`
  const pull = repository.pulls.get(issue.number)
  const page = `${pageUrl(world, repository)}/${pull === undefined ? 'issues' : 'pull'}/${issue.number}`
  return {
    id: issue.id,
    node_id: `I_${issue.id}`,
    number: issue.number,
    url: api,
    html_url: page,
    comments_url: `${api}/comments`,
    repository_url: apiUrl(world, repository),
    title: issue.title,
    body: issue.body,
    state: issue.state,
    state_reason: issue.stateReason,
    locked: false,
    user: presentAccount(world, issue.author),
    labels: presentLabels(world, repository, issue.labels),
    assignees: issue.assignees.map((login) => presentAccount(world, login)),
    comments: [...repository.comments.values()].filter((comment) => comment.issue === issue.number).length,
    author_association: issue.author === repository.owner ? 'OWNER' : 'NONE',
    created_at: issue.createdAt,
    updated_at: issue.updatedAt,
    closed_at: issue.closedAt,
    ...(pull === undefined
      ? {}
      : { pull_request: { url: `${apiUrl(world, repository)}/pulls/${issue.number}`, html_url: page, merged_at: pull.merged?.at ?? null } }),
  }
}

export function presentComment(world: World, repository: Repository, comment: Comment): Record<string, unknown> {
  const kind = repository.pulls.has(comment.issue) ? 'pull' : 'issues'
  return {
    id: comment.id,
    node_id: `IC_${comment.id}`,
    url: `${apiUrl(world, repository)}/issues/comments/${comment.id}`,
    html_url: `${pageUrl(world, repository)}/${kind}/${comment.issue}#issuecomment-${comment.id}`,
    issue_url: `${apiUrl(world, repository)}/issues/${comment.issue}`,
    body: comment.body,
    user: presentAccount(world, comment.author),
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    author_association: comment.author === repository.owner ? 'OWNER' : 'NONE',
    performed_via_github_app: null,
  }
}

function presentSide(world: World, repository: Repository, branch: string, sha: string): Record<string, unknown> {
  return {
    label: `${repository.owner}:${branch}`,
    ref: branch,
    sha,
    user: presentAccount(world, repository.owner),
    repo: presentRepository(world, repository),
  }
}

export function presentPull(world: World, repository: Repository, pull: Pull): Record<string, unknown> {
  const issue = repository.issues.get(pull.number)
  if (issue === undefined) throw new Error(`pull request ${pull.number} has no issue`)
  const { repository_url, state_reason, pull_request, comments, ...shared } = presentIssue(world, repository, issue)
  const api = `${apiUrl(world, repository)}/pulls/${pull.number}`
  return {
    ...shared,
    id: pull.id,
    node_id: `PR_${pull.id}`,
    url: api,
    issue_url: `${apiUrl(world, repository)}/issues/${pull.number}`,
    diff_url: `${pageUrl(world, repository)}/pull/${pull.number}.diff`,
    statuses_url: `${apiUrl(world, repository)}/statuses/${pull.head.sha}`,
    head: presentSide(world, pull.head.repository, pull.head.branch, pull.head.sha),
    base: presentSide(world, repository, pull.base.branch, pull.base.sha),
    draft: pull.draft,
    merged: pull.merged !== null,
    merged_at: pull.merged?.at ?? null,
    merged_by: pull.merged === null ? null : presentAccount(world, pull.merged.by),
    merge_commit_sha: pull.mergeCommitSha,
    mergeable: pull.merged === null ? pull.mergeable : null,
    mergeable_state: pull.mergeable ? 'clean' : 'dirty',
    comments,
    requested_reviewers: [],
    auto_merge: null,
    maintainer_can_modify: false,
  }
}
