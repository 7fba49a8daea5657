import type { Answer } from '../../http/listen.ts'
import { noContent, notFound, ok, Refusal } from '../answers.ts'
import { bodyOf, param, type RepositoryCall, repositoryRoutes } from '../call.ts'
import { apiUrl, pageUrl } from '../present/repository.ts'
import type { WorkflowRun } from '../repository.ts'
import { addRun } from '../runs.ts'
import { namesWorkflow } from './actions.ts'

export const dispatchRoutes = repositoryRoutes([
  ['actions/create-workflow-dispatch', 'POST /actions/workflows/{workflow_id}/dispatches', 'actions=write', dispatchWorkflow],
  ['repos/create-dispatch-event', 'POST /dispatches', 'contents=write', dispatchRepository],
])

interface WorkflowDispatchBody {
  readonly ref: string
  readonly inputs?: Readonly<Record<string, unknown>>
  readonly return_run_details?: boolean
}

/** Works with GITHUB_TOKEN too: dispatches are the exception to "starts no workflow". Inputs arrive as strings. */
async function dispatchWorkflow(call: RepositoryCall): Promise<Answer> {
  const { ref, inputs = {}, return_run_details: details = false } = bodyOf<WorkflowDispatchBody>(call)
  const workflow = await workflowPath(call)
  const branch = ref.replace(/^refs\/(heads|tags)\//, '')
  const sha = (await call.repository.git.sha(`refs/heads/${branch}^{commit}`)) ?? (await call.repository.git.sha(`refs/tags/${branch}^{commit}`))
  if (sha === null) throw new Refusal(422, `No ref found for: ${ref}`)
  const text = (await call.repository.git.read(`${sha}:${workflow}`))?.data.toString('utf8') ?? ''
  if (!/\bworkflow_dispatch\b/.test(text)) throw new Refusal(422, "Workflow does not have 'workflow_dispatch' trigger")
  const run = addRun(call.world, call.repository, {
    workflow,
    event: 'workflow_dispatch',
    headSha: sha,
    headBranch: branch,
    headRepository: call.repository,
    actor: call.actor,
    pullRequest: null,
    status: 'queued',
  })
  const strings = Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, String(value)]))
  call.world.dispatches.push({
    kind: 'workflow_dispatch',
    repository: call.repository.fullName,
    workflow,
    ref,
    inputs: strings,
    actor: call.actor,
    runId: run.id,
  })
  return details ? ok(runDetails(call, run)) : noContent()
}

/** GitHub knows a workflow once its file is on the default branch. */
async function workflowPath(call: RepositoryCall): Promise<string> {
  const id = param(call, 'workflow_id')
  const { git, defaultBranch } = call.repository
  if ((await git.sha(`${defaultBranch}:.github/workflows`)) === null) throw notFound()
  const files = await git.tree(`${defaultBranch}:.github/workflows`, { recursive: false })
  const found = files.map((file) => `.github/workflows/${file.path}`).find((path) => namesWorkflow(id, path))
  if (found === undefined) throw notFound()
  return found
}

function runDetails(call: RepositoryCall, run: WorkflowRun): Record<string, unknown> {
  return {
    workflow_run_id: run.id,
    run_url: `${apiUrl(call.world, call.repository)}/actions/runs/${run.id}`,
    html_url: `${pageUrl(call.world, call.repository)}/actions/runs/${run.id}`,
  }
}

function dispatchRepository(call: RepositoryCall): Answer {
  const { event_type: eventType, client_payload: clientPayload = {} } = bodyOf<{ event_type: string; client_payload?: unknown }>(call)
  call.world.dispatches.push({ kind: 'repository_dispatch', repository: call.repository.fullName, eventType, clientPayload, actor: call.actor })
  return noContent()
}
