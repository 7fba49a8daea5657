import { access } from 'node:fs/promises'
import type { RunIdentity } from '@seaworthy/record'
import type { Environment, GitHubEnvironment } from './environment.ts'
import { AppError } from './errors.ts'

/** What started this run, narrowed to what decides something. */
export type Event =
  | {
      readonly kind: 'change'
      readonly head: string
      readonly base: string
      readonly pullRequest: number | null
      readonly headBranch: string | null
      readonly fork: boolean
    }
  /** Dispatched on a branch for a pull request, whose base has to be asked for. */
  | { readonly kind: 'dispatched-change'; readonly head: string; readonly branch: string; readonly pullRequest: number | null }
  | { readonly kind: 'main'; readonly sha: string }
  /** A run of the unprivileged workflow has ended. */
  | { readonly kind: 'run-ended'; readonly runId: string; readonly sha: string }
  /** Somebody said, changed or took back something under a pull request. */
  | { readonly kind: 'comment'; readonly pullRequest: number; readonly sha: string }
  | { readonly kind: 'local' }

const eventHint = 'the events of the two files in workflows-templates have it'

type Json = Readonly<Record<string, unknown>>

export async function readEvent(environment: Environment): Promise<Event> {
  const { github, repository } = environment
  return github ? eventOf(github, { repository, payload: await readPayload(github) }) : { kind: 'local' }
}

/** The default branch, as the event says it; null where it does not, or on a laptop. */
export async function defaultBranchNamed({ github }: Environment): Promise<string | null> {
  const named = github ? asObject((await readPayload(github)).repository).default_branch : null
  return typeof named === 'string' ? named : null
}

/** @throws {AppError} `EVENT_UNSUPPORTED`; `EVENT_UNREADABLE` naming the field that is missing. */
export function eventOf(github: GitHubEnvironment, { repository, payload }: { readonly repository: string | null; readonly payload: Json }): Event {
  switch (github.eventName) {
    case 'pull_request':
      return pullRequestEvent(payload, repository)
    case 'merge_group':
      return mergeGroupEvent(payload)
    case 'workflow_dispatch':
      return {
        kind: 'dispatched-change',
        head: github.sha,
        branch: github.ref.replace(/^refs\/heads\//, ''),
        pullRequest: numberIn(asObject(payload.inputs).pr),
      }
    case 'workflow_run':
      return { kind: 'run-ended', runId: runIdOf(payload), sha: github.sha }
    case 'issue_comment':
      return { kind: 'comment', pullRequest: commentedPullRequest(payload), sha: github.sha }
    case 'push':
    case 'schedule':
    case 'repository_dispatch':
      return { kind: 'main', sha: github.sha }
    default:
      throw new AppError('EVENT_UNSUPPORTED', `the event ${github.eventName} starts no stage`, { hint: 'the templates name the events that do' })
  }
}

/** Who we are in this run: on a pull request `sha` is its head, never the merge commit. */
export function identityOf(environment: Environment, event: Event, local: { readonly sha: string; readonly dirty: boolean }): RunIdentity {
  const { github, repository, serverUrl } = environment
  if (!github)
    return {
      repository,
      sha: local.sha,
      mergeSha: null,
      ref: 'local',
      event: 'local',
      runId: null,
      attempt: 1,
      workflow: null,
      actor: null,
      url: null,
      dirty: local.dirty,
    }
  const sha = event.kind === 'change' || event.kind === 'dispatched-change' ? event.head : github.sha
  return {
    repository,
    sha,
    mergeSha: sha === github.sha ? null : github.sha,
    ref: github.ref,
    event: github.eventName,
    runId: github.runId,
    attempt: github.attempt,
    workflow: github.workflow,
    actor: github.actor,
    url: `${serverUrl}/${repository}/actions/runs/${github.runId}`,
    dirty: false,
  }
}

function pullRequestEvent(payload: Json, repository: string | null): Event {
  const pull = asObject(payload.pull_request)
  const head = asObject(pull.head)
  const from = asObject(head.repo).full_name
  return {
    kind: 'change',
    head: text(head.sha, 'pull_request.head.sha'),
    base: text(asObject(pull.base).sha, 'pull_request.base.sha'),
    pullRequest: numberIn(pull.number ?? payload.number),
    headBranch: typeof head.ref === 'string' ? head.ref : null,
    // A fork that was deleted has no repository any more; it is none of ours.
    fork: from !== repository,
  }
}

function mergeGroupEvent(payload: Json): Event {
  const group = asObject(payload.merge_group)
  return {
    kind: 'change',
    head: text(group.head_sha, 'merge_group.head_sha'),
    base: text(group.base_sha, 'merge_group.base_sha'),
    pullRequest: null,
    headBranch: null,
    fork: false,
  }
}

function runIdOf(payload: Json): string {
  const id = numberIn(asObject(payload.workflow_run).id)
  if (id !== null) return String(id)
  throw new AppError('EVENT_UNREADABLE', 'the event has no workflow_run.id', { hint: eventHint })
}

function commentedPullRequest(payload: Json): number {
  const issue = asObject(payload.issue)
  const number = numberIn(issue.number)
  if (number === null) throw new AppError('EVENT_UNREADABLE', 'the event has no issue.number', { hint: eventHint })
  if (issue.pull_request) return number
  throw new AppError('EVENT_UNSUPPORTED', `#${number} is an issue: only under a pull request there is something to say`, { hint: eventHint })
}

async function readPayload(github: GitHubEnvironment): Promise<Json> {
  try {
    await access(github.eventPath)
    const { context } = await import('@actions/github')
    return asObject(context.payload)
  } catch (cause) {
    throw new AppError('EVENT_UNREADABLE', `the event file ${github.eventPath || '(GITHUB_EVENT_PATH is not set)'} cannot be read`, {
      hint: 'leave GITHUB_EVENT_PATH as the runner sets it',
      cause,
    })
  }
}

function asObject(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {}
}

function text(value: unknown, place: string): string {
  if (typeof value === 'string' && value !== '') return value
  throw new AppError('EVENT_UNREADABLE', `the event has no ${place}`, { hint: eventHint })
}

function numberIn(value: unknown): number | null {
  const number = Number(value)
  return Number.isInteger(number) && number > 0 ? number : null
}
