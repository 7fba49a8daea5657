import type { Repository, WorkflowRun } from '../repository.ts'
import type { World } from '../world.ts'
import { accountId, presentAccount } from './account.ts'
import { apiUrl, pageUrl, presentRepository } from './repository.ts'

export function presentRun(world: World, repository: Repository, run: WorkflowRun): Record<string, unknown> {
  const api = `${apiUrl(world, repository)}/actions/runs/${run.id}`
  const fork = run.headRepository !== repository
  return {
    id: run.id,
    node_id: `WFR_${run.id}`,
    name: run.workflow
      .split('/')
      .at(-1)
      ?.replace(/\.ya?ml$/, ''),
    path: run.workflow,
    workflow_id: accountId(run.workflow),
    run_number: run.number,
    run_attempt: run.attempt,
    event: run.event,
    status: run.status,
    conclusion: run.conclusion,
    head_branch: run.headBranch,
    head_sha: run.headSha,
    head_repository: presentRepository(world, run.headRepository),
    repository: presentRepository(world, repository),
    pull_requests: fork || run.pullRequest === null ? [] : [presentRunPull(world, repository, run.pullRequest)],
    actor: presentAccount(world, run.actor),
    triggering_actor: presentAccount(world, run.actor),
    url: api,
    html_url: `${pageUrl(world, repository)}/actions/runs/${run.id}`,
    artifacts_url: `${api}/artifacts`,
    created_at: run.createdAt,
    run_started_at: run.createdAt,
    updated_at: run.updatedAt,
  }
}

/** Empty for forks on GitHub, so consumers must not rely on it. */
function presentRunPull(world: World, repository: Repository, number: number): Record<string, unknown> {
  const pull = repository.pulls.get(number)
  const repo = { id: repository.id, url: apiUrl(world, repository), name: repository.name }
  return {
    id: pull?.id ?? 0,
    number,
    url: `${apiUrl(world, repository)}/pulls/${number}`,
    head: { ref: pull?.head.branch, sha: pull?.head.sha, repo },
    base: { ref: pull?.base.branch, sha: pull?.base.sha, repo },
  }
}
