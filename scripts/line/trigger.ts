// From what happens on GitHub to what starts there: one table, which the demo and the end-to-end tests share.
import type { Dispatch, GitHubEvent, HostedRepository } from '@seaworthy/testing'

export const lineWorkflow = '.github/workflows/seaworthy.yml'
export const trustedWorkflow = '.github/workflows/seaworthy-trusted.yml'

/** One start of one workflow. */
export interface Trigger {
  readonly workflow: string
  readonly event: string
  readonly payload: Readonly<Record<string, unknown>>
  /** The commit that the run is about, as the API lists it. */
  readonly headSha: string
  readonly headBranch: string
  readonly headRepository: string
  readonly pullRequest: number | null
  /** GITHUB_SHA: what a checkout gets. */
  readonly sha: string
  readonly ref: string
  readonly actor: string
  /** A run that GitHub has queued already. */
  readonly runId: number | null
}

/** What an event starts; null where the two workflow files ask for nothing. */
export async function triggerOf(repository: HostedRepository, { name, action, payload, actor }: GitHubEvent): Promise<Trigger | null> {
  const main = repository.state.defaultBranch
  switch (name) {
    case 'pull_request':
      return ['opened', 'synchronize', 'reopened'].includes(action ?? '') ? pullRequestTrigger(repository, payload, actor) : null
    case 'push':
      return payload.ref === `refs/heads/${main}` ? trusted(repository, { event: 'push', payload, actor, sha: String(payload.after) }) : null
    case 'workflow_run':
      return startsTrusted(payload) ? trusted(repository, { event: 'workflow_run', payload, actor, sha: await repository.sha(main) }) : null
    case 'issue_comment':
      return waives(payload) ? trusted(repository, { event: 'issue_comment', payload, actor, sha: await repository.sha(main) }) : null
    default:
      return null
  }
}

export async function scheduleTrigger(repository: HostedRepository): Promise<Trigger> {
  const sha = await repository.sha(repository.state.defaultBranch)
  return trusted(repository, {
    event: 'schedule',
    payload: { schedule: '17 5 * * *', repository: { default_branch: repository.state.defaultBranch } },
    actor: repository.state.owner,
    sha,
  })
}

export async function dispatchTrigger(repository: HostedRepository, dispatch: Extract<Dispatch, { kind: 'workflow_dispatch' }>): Promise<Trigger> {
  const branch = dispatch.ref.replace(/^refs\/heads\//, '')
  const sha = await repository.sha(branch)
  return {
    workflow: `.github/workflows/${dispatch.workflow.replace(/^\.github\/workflows\//, '')}`,
    event: 'workflow_dispatch',
    payload: { ref: `refs/heads/${branch}`, inputs: dispatch.inputs, repository: { default_branch: repository.state.defaultBranch } },
    headSha: sha,
    headBranch: branch,
    headRepository: repository.fullName,
    pullRequest: null,
    sha,
    ref: `refs/heads/${branch}`,
    actor: dispatch.actor,
    runId: dispatch.runId,
  }
}

function pullRequestTrigger(repository: HostedRepository, payload: Readonly<Record<string, unknown>>, actor: string): Trigger {
  const pull = repository.pullRequest(Number(payload.number))
  return {
    workflow: lineWorkflow,
    event: 'pull_request',
    payload,
    headSha: pull.headSha,
    headBranch: pull.headBranch,
    headRepository: pull.headRepository,
    pullRequest: pull.number,
    sha: pull.mergeSha ?? pull.headSha,
    ref: `refs/pull/${pull.number}/merge`,
    actor,
    runId: null,
  }
}

// The trusted workflow listens to runs of the line, named `seaworthy`.
function startsTrusted(payload: Readonly<Record<string, unknown>>): boolean {
  const workflow = payload.workflow as { readonly path?: string } | undefined
  return workflow?.path === lineWorkflow
}

// Only under a pull request, and only where the command is said.
function waives(payload: Readonly<Record<string, unknown>>): boolean {
  const { issue, comment } = payload as { readonly issue?: { readonly pull_request?: unknown }; readonly comment?: { readonly body?: string } }
  return issue?.pull_request !== undefined && comment?.body?.includes('/seaworthy waive') === true
}

interface Trusted {
  readonly event: string
  readonly payload: Readonly<Record<string, unknown>>
  readonly actor: string
  readonly sha: string
}

function trusted(repository: HostedRepository, { event, payload, actor, sha }: Trusted): Trigger {
  const main = repository.state.defaultBranch
  const shared = {
    headSha: sha,
    headBranch: main,
    headRepository: repository.fullName,
    pullRequest: null,
    sha,
    ref: `refs/heads/${main}`,
    runId: null,
  }
  return { workflow: trustedWorkflow, event, payload, actor, ...shared }
}
