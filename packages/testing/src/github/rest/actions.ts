import type { Answer } from '../../http/listen.ts'
import { notFound, ok, paged } from '../answers.ts'
import { numberParam, param, type RepositoryCall, repositoryRoutes } from '../call.ts'
import { accountId } from '../present/account.ts'
import { apiUrl } from '../present/repository.ts'
import { presentRun } from '../present/run.ts'
import type { WorkflowRun } from '../repository.ts'
import type { StoredArtifact } from '../world.ts'

export const actionRoutes = repositoryRoutes([
  ['actions/list-workflow-runs', 'GET /actions/workflows/{workflow_id}/runs', 'actions=read', listWorkflowRuns],
  ['actions/list-workflow-runs-for-repo', 'GET /actions/runs', 'actions=read', listRuns],
  ['actions/get-workflow-run', 'GET /actions/runs/{run_id}', 'actions=read', getRun],
  ['actions/list-artifacts-for-repo', 'GET /actions/artifacts', 'actions=read', listAllArtifacts],
  ['actions/list-workflow-run-artifacts', 'GET /actions/runs/{run_id}/artifacts', 'actions=read', listArtifacts],
  ['actions/download-artifact', 'GET /actions/artifacts/{artifact_id}/{archive_format}', 'actions=read', downloadArtifact],
])

/** A workflow is named by its file name or by its id. */
export function namesWorkflow(id: string, path: string): boolean {
  return path.split('/').at(-1) === id || String(accountId(path)) === id
}

function matching(call: RepositoryCall, runs: readonly WorkflowRun[]): WorkflowRun[] {
  const wanted = (name: string, value: string | null): boolean => !call.query.has(name) || call.query.get(name) === value
  const found = runs.filter(
    (run) =>
      wanted('head_sha', run.headSha) &&
      wanted('event', run.event) &&
      wanted('branch', run.headBranch) &&
      wanted('actor', run.actor) &&
      (wanted('status', run.status) || wanted('status', run.conclusion)),
  )
  return found.reverse()
}

function presentRuns(call: RepositoryCall, runs: readonly WorkflowRun[]): Answer {
  return paged(call, matching(call, runs), (page, total) => ({
    total_count: total,
    workflow_runs: page.map((run) => presentRun(call.world, call.repository, run)),
  }))
}

function listRuns(call: RepositoryCall): Answer {
  return presentRuns(call, [...call.repository.runs.values()])
}

async function listWorkflowRuns(call: RepositoryCall): Promise<Answer> {
  const id = param(call, 'workflow_id')
  const runs = [...call.repository.runs.values()].filter((run) => namesWorkflow(id, run.workflow))
  const path = `${call.repository.defaultBranch}:.github/workflows/${id}`
  if (runs.length === 0 && !/^\d+$/.test(id) && (await call.repository.git.sha(path)) === null) throw notFound()
  return presentRuns(call, runs)
}

function runOf(call: RepositoryCall): WorkflowRun {
  const run = call.repository.runs.get(numberParam(call, 'run_id'))
  if (run === undefined) throw notFound()
  return run
}

function getRun(call: RepositoryCall): Answer {
  return ok(presentRun(call.world, call.repository, runOf(call)))
}

function presentArtifact(call: RepositoryCall, artifact: StoredArtifact, run: WorkflowRun): Record<string, unknown> {
  const api = `${apiUrl(call.world, call.repository)}/actions/artifacts/${artifact.id}`
  return {
    id: artifact.id,
    node_id: `A_${artifact.id}`,
    name: artifact.name,
    size_in_bytes: artifact.bytes,
    digest: artifact.digest,
    url: api,
    archive_download_url: `${api}/zip`,
    expired: false,
    created_at: artifact.createdAt,
    updated_at: artifact.createdAt,
    expires_at: null,
    workflow_run: {
      id: run.id,
      repository_id: call.repository.id,
      head_repository_id: run.headRepository.id,
      head_branch: run.headBranch,
      head_sha: run.headSha,
    },
  }
}

/** Newest first. */
function listArtifacts(call: RepositoryCall): Answer {
  const run = runOf(call)
  const name = call.query.get('name')
  const all = call.world.artifacts?.artifactsOf(run.id) ?? []
  const found = all.filter((artifact) => name === null || artifact.name === name).reverse()
  return paged(call, found, (page, total) => ({ total_count: total, artifacts: page.map((artifact) => presentArtifact(call, artifact, run)) }))
}

/** Of every run of the repository, newest first. */
function listAllArtifacts(call: RepositoryCall): Answer {
  const name = call.query.get('name')
  const all = [...call.repository.runs.values()].flatMap((run) =>
    (call.world.artifacts?.artifactsOf(run.id) ?? []).map((artifact) => ({ artifact, run })),
  )
  const found = all.filter(({ artifact }) => name === null || artifact.name === name).reverse()
  return paged(call, found, (page, total) => ({
    total_count: total,
    artifacts: page.map(({ artifact, run }) => presentArtifact(call, artifact, run)),
  }))
}

function downloadArtifact(call: RepositoryCall): Answer {
  const artifact = call.world.artifacts?.artifact(numberParam(call, 'artifact_id')) ?? null
  if (artifact === null || !call.repository.runs.has(artifact.runId)) throw notFound()
  return { status: 302, headers: { location: call.world.artifacts?.downloadUrl(artifact.id) ?? '' } }
}
