import type { Answer } from '../../http/listen.ts'
import { created, invalid, noContent, notFound, ok, paged, Refusal } from '../answers.ts'
import { bodyOf, numberParam, type RepositoryCall, repositoryRoutes } from '../call.ts'
import { presentComment, presentIssue } from '../present/issue.ts'
import { recordEvent } from '../record-event.ts'
import { type Comment, roleOf } from '../repository.ts'
import { now } from '../world.ts'
import { checkBody, forIssueOrPull, issueOf } from './issues.ts'

export const commentRoutes = repositoryRoutes([
  ['issues/list-comments', 'GET /issues/{issue_number}/comments', 'issues=read; pull_requests=read', listComments],
  ['issues/create-comment', 'POST /issues/{issue_number}/comments', forIssueOrPull, createComment],
  ['issues/get-comment', 'GET /issues/comments/{comment_id}', 'issues=read; pull_requests=read', getComment],
  ['issues/update-comment', 'PATCH /issues/comments/{comment_id}', forCommented, updateComment],
  ['issues/delete-comment', 'DELETE /issues/comments/{comment_id}', forCommented, deleteComment],
])

function forCommented(call: RepositoryCall): string {
  const comment = call.repository.comments.get(numberParam(call, 'comment_id'))
  return comment !== undefined && call.repository.pulls.has(comment.issue) ? 'issues=write; pull_requests=write' : 'issues=write'
}

function commentOf(call: RepositoryCall): Comment {
  const comment = call.repository.comments.get(numberParam(call, 'comment_id'))
  if (comment === undefined) throw notFound()
  return comment
}

/** Oldest first, as GitHub lists them. */
function listComments(call: RepositoryCall): Answer {
  const { number } = issueOf(call)
  const since = call.query.get('since')
  const own = [...call.repository.comments.values()].filter((comment) => comment.issue === number)
  const found = since === null ? own : own.filter((comment) => Date.parse(comment.updatedAt) >= Date.parse(since))
  return paged(call, found, (page) => page.map((comment) => presentComment(call.world, call.repository, comment)))
}

function checkComment(body: string): void {
  if (body.trim() === '') throw invalid('IssueComment', 'body', 'missing_field')
  checkBody('IssueComment', body)
}

function createComment(call: RepositoryCall): Answer {
  const issue = issueOf(call)
  const { body } = bodyOf<{ body: string }>(call)
  checkComment(body)
  const at = now(call.world)
  const comment = { id: call.world.nextId(), issue: issue.number, author: call.actor, body, createdAt: at, updatedAt: at }
  call.repository.comments.set(comment.id, comment)
  issue.updatedAt = at
  const present = presentComment(call.world, call.repository, comment)
  const payload = { issue: presentIssue(call.world, call.repository, issue), comment: present }
  recordEvent(call.world, call.repository, { name: 'issue_comment', action: 'created', actor: call.actor, payload })
  return created(present)
}

function getComment(call: RepositoryCall): Answer {
  return ok(presentComment(call.world, call.repository, commentOf(call)))
}

/** Writers may edit what others wrote; others only their own. */
function mayEdit(call: RepositoryCall, comment: Comment): boolean {
  if (call.token?.kind === 'actions' || comment.author === call.actor) return true
  return ['write', 'admin'].includes(roleOf(call.repository, call.actor))
}

function updateComment(call: RepositoryCall): Answer {
  const comment = commentOf(call)
  const { body } = bodyOf<{ body: string }>(call)
  if (!mayEdit(call, comment)) throw new Refusal(403, 'You cannot edit this comment.')
  checkComment(body)
  comment.body = body
  comment.updatedAt = now(call.world)
  return ok(presentComment(call.world, call.repository, comment))
}

function deleteComment(call: RepositoryCall): Answer {
  const comment = commentOf(call)
  if (!mayEdit(call, comment)) throw new Refusal(403, 'You cannot delete this comment.')
  call.repository.comments.delete(comment.id)
  return noContent()
}
