import { Octokit } from '@octokit/rest'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { HostedRepository } from './hosted-repository.ts'
import type { Permissions } from './permissions.ts'
import { type GitHub, startGitHub } from './start-github.ts'

const WORKFLOW = '.github/workflows/seaworthy.yml'
const target = { owner: 'acme', repo: 'flights' }
const ALL: Permissions = { contents: 'write', statuses: 'write', 'pull-requests': 'write', issues: 'write', actions: 'write', deployments: 'write' }

let github: GitHub
let repository: HostedRepository

beforeEach(async () => {
  github = await startGitHub()
  repository = await github.createRepository({
    owner: 'acme',
    name: 'flights',
    files: { [WORKFLOW]: 'on: [pull_request, workflow_dispatch]\n', 'a.txt': '1\n2\n3\n4\n5\n6\n7\n8\n' },
  })
})

afterEach(async () => {
  expect(github.violations).toEqual([])
  await github.close()
})

const octokit = (auth: string): Octokit => new Octokit({ baseUrl: github.url, auth, log: { debug() {}, info() {}, warn() {}, error() {} } })

async function bot(permissions: Permissions = ALL): Promise<Octokit> {
  return octokit(
    repository.startRun({ workflow: WORKFLOW, event: 'push', headSha: await repository.sha('main'), headBranch: 'main', permissions }).token,
  )
}

describe('pull requests', () => {
  it('keep refs/pull and tell opened, synchronize and the merge as events', async () => {
    const base = await repository.sha('main')
    const { number, headSha } = await repository.openPullRequest({ head: 'faster', title: 'Faster', files: { 'b.txt': 'b' } })
    expect(await repository.sha(`refs/pull/${number}/head`)).toBe(headSha)
    const next = await repository.pushToPullRequest(number, { 'b.txt': 'c' }, 'again')
    expect(await repository.read(`refs/pull/${number}/merge`, 'b.txt')).toEqual(Buffer.from('c'))
    const merged = await repository.merge(number, 'squash')
    const events = github.takeEvents()
    expect(events.map(({ name, action, payload }) => [name, action, payload.ref ?? payload.number])).toEqual([
      ['push', null, 'refs/heads/faster'],
      ['pull_request', 'opened', number],
      ['push', null, 'refs/heads/faster'],
      ['pull_request', 'synchronize', number],
      ['pull_request', 'closed', number],
      ['push', null, 'refs/heads/main'],
    ])
    expect(events[3]?.payload).toMatchObject({ before: headSha, after: next, pull_request: { head: { sha: next }, base: { sha: base } } })
    expect(events[5]?.payload).toMatchObject({ before: base, after: merged, deleted: false })
    expect(repository.pullRequest(number).json).toMatchObject({ merged: true, state: 'closed', merge_commit_sha: merged })
  })

  it('merge changes of one file on both sides, and know a conflict', async () => {
    const clean = await repository.openPullRequest({ head: 'top', title: 'Top', files: { 'a.txt': 'one\n2\n3\n4\n5\n6\n7\n8\n' } })
    const other = await repository.openPullRequest({ head: 'clash', title: 'Clash', files: { 'a.txt': 'uno\n2\n3\n4\n5\n6\n7\n8\n' } })
    await repository.commit('main', { 'a.txt': '1\n2\n3\n4\n5\n6\n7\neight\n' }, 'bottom')
    await repository.merge(clean.number)
    expect(String(await repository.read('main', 'a.txt'))).toBe('one\n2\n3\n4\n5\n6\n7\neight\n')
    expect(repository.pullRequest(other.number).json).toMatchObject({ mergeable: false })
    await expect(repository.merge(other.number)).rejects.toMatchObject({ code: 'MERGE_CONFLICT' })
  })

  it('of a fork live in another repository, and their runs cannot write', async () => {
    const pull = await repository.openPullRequest({ head: 'patch', title: 'Patch', fork: 'stranger', files: { 'b.txt': 'b' } })
    expect(pull).toMatchObject({ headRepository: 'stranger/flights', json: { head: { label: 'stranger:patch', repo: { fork: true } } } })
    expect(await repository.sha(`refs/pull/${pull.number}/head`)).toBe(pull.headSha)
    const run = repository.startRun({
      workflow: WORKFLOW,
      event: 'pull_request',
      headSha: pull.headSha,
      headBranch: 'patch',
      headRepository: 'stranger/flights',
      permissions: ALL,
    })
    expect(run.run.pull_requests).toEqual([])
    await expect(octokit(run.token).rest.issues.createComment({ ...target, issue_number: pull.number, body: 'x' })).rejects.toMatchObject({
      status: 403,
    })
    const { data } = await octokit(run.token).rest.pulls.list({ ...target, head: 'stranger:patch' })
    expect(data.map(({ number }) => number)).toEqual([pull.number])
  })

  it('opened by GITHUB_TOKEN start no workflow', async () => {
    const { git, pulls } = (await bot()).rest
    const { data: main } = await git.getCommit({ ...target, commit_sha: await repository.sha('main') })
    const { data: tree } = await git.createTree({
      ...target,
      base_tree: main.tree.sha,
      tree: [{ path: 'seaworthy.lock', mode: '100644', type: 'blob', content: 'new' }],
    })
    const { data: commit } = await git.createCommit({ ...target, message: 'Lock', tree: tree.sha, parents: [main.sha] })
    await git.createRef({ ...target, ref: 'refs/heads/retrain', sha: commit.sha })
    const { data: pull } = await pulls.create({ ...target, title: 'Retrain', head: 'retrain', base: 'main' })
    expect([github.takeEvents(), github.suppressedEvents.map(({ name }) => name)]).toEqual([[], ['push', 'pull_request']])
    expect((await pulls.listFiles({ ...target, pull_number: pull.number })).data.map(({ filename, status }) => [filename, status])).toEqual([
      ['seaworthy.lock', 'added'],
    ])
    await expect(pulls.create({ ...target, title: 'Again', head: 'retrain', base: 'main' })).rejects.toMatchObject({
      status: 422,
      message: expect.stringContaining('already exists'),
    })
  })

  it('are found from a commit of theirs and from their merge', async () => {
    const { number, headSha } = await repository.openPullRequest({ head: 'f', title: 'F', files: { 'b.txt': 'b' } })
    const { repos } = (await bot()).rest
    const found = async (sha: string): Promise<number[]> =>
      (await repos.listPullRequestsAssociatedWithCommit({ ...target, commit_sha: sha })).data.map((pull) => pull.number)
    expect(await found(headSha)).toEqual([number])
    expect(await found(await repository.merge(number, 'squash'))).toEqual([number])
  })
})

describe('runs and dispatches', () => {
  it('queue a run that a later start takes up', async () => {
    const { actions } = (await bot()).rest
    const { data } = await actions.createWorkflowDispatch({
      ...target,
      workflow_id: 'seaworthy.yml',
      ref: 'main',
      inputs: { pr: 7 },
      return_run_details: true,
    })
    // With return_run_details the answer has a body, which Octokit's types do not know yet.
    const started = data as unknown as { readonly workflow_run_id: number }
    const [dispatch] = github.takeDispatches()
    expect(dispatch).toMatchObject({
      kind: 'workflow_dispatch',
      workflow: WORKFLOW,
      ref: 'main',
      inputs: { pr: '7' },
      actor: 'github-actions[bot]',
      runId: started.workflow_run_id,
    })
    const { id } = repository.startRun({
      id: started.workflow_run_id,
      workflow: WORKFLOW,
      event: 'workflow_dispatch',
      headSha: await repository.sha('main'),
      headBranch: 'main',
      permissions: {},
    })
    repository.finishRun(id, 'success')
    expect(github.takeEvents()).toEqual([]) // no workflow_run for what GITHUB_TOKEN dispatched
    expect((await actions.getWorkflowRun({ ...target, run_id: id })).data).toMatchObject({
      status: 'completed',
      conclusion: 'success',
      event: 'workflow_dispatch',
    })
  })

  it('list by workflow and head, and tell workflow_run at the end', async () => {
    const headSha = await repository.sha('main')
    const { id } = repository.startRun({ workflow: WORKFLOW, event: 'pull_request', headSha, headBranch: 'f', permissions: {} })
    repository.finishRun(id, 'failure')
    expect(github.takeEvents()).toMatchObject([
      { name: 'workflow_run', action: 'completed', payload: { workflow_run: { id, head_sha: headSha, conclusion: 'failure', path: WORKFLOW } } },
    ])
    const { actions } = (await bot({ actions: 'read' })).rest
    const { data } = await actions.listWorkflowRuns({ ...target, workflow_id: 'seaworthy.yml', head_sha: headSha, event: 'pull_request' })
    expect(data.workflow_runs.map((run) => run.id)).toEqual([id])
    await expect(actions.listWorkflowRuns({ ...target, workflow_id: 'none.yml' })).rejects.toMatchObject({ status: 404 })
  })
})

describe('deployments', () => {
  it('wait for statuses unless told otherwise, and keep their payload', async () => {
    const { repos } = (await bot()).rest
    const sha = await repository.sha('main')
    await repos.createCommitStatus({ ...target, sha, state: 'pending', context: 'ci' })
    await expect(repos.createDeployment({ ...target, ref: sha })).rejects.toMatchObject({ status: 409 })
    const deployment = { ...target, ref: sha, required_contexts: [], auto_merge: false, environment: 'production', payload: { model: 'm' } }
    const { data } = await repos.createDeployment(deployment)
    const id = 'id' in data ? data.id : 0
    await repos.createDeploymentStatus({ ...target, deployment_id: id, state: 'success', description: 'up' })
    expect((await repos.listDeployments({ ...target, environment: 'production' })).data).toMatchObject([{ id, sha, payload: { model: 'm' } }])
    expect((await repos.listDeploymentStatuses({ ...target, deployment_id: id })).data).toMatchObject([{ state: 'success', description: 'up' }])
  })
})
