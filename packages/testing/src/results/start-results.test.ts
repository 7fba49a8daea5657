import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DefaultArtifactClient } from '@actions/artifact'
import { Octokit } from '@octokit/rest'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { HostedRepository } from '../github/hosted-repository.ts'
import { type GitHub, startGitHub } from '../github/start-github.ts'
import type { StartedRun } from '../github/start-run.ts'
import { runActionProcess } from '../runner/run-action-process.ts'
import { type Results, startResults } from './start-results.ts'

let github: GitHub
let results: Results
let repository: HostedRepository
let scratch: string

beforeEach(async () => {
  scratch = await mkdtemp(path.join(tmpdir(), 'seaworthy-results-'))
  github = await startGitHub()
  results = await startResults(github)
  repository = await github.createRepository({ owner: 'acme', name: 'flights', files: { 'a.txt': 'a' } })
  vi.spyOn(process.stdout, 'write').mockReturnValue(true) // the toolkit talks
})

afterEach(async () => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
  await results.close()
  await github.close()
  await rm(scratch, { recursive: true })
})

async function newRun(): Promise<StartedRun> {
  const headSha = await repository.sha('main')
  return repository.startRun({ workflow: '.github/workflows/ci.yml', event: 'push', headSha, headBranch: 'main', permissions: { actions: 'read' } })
}

function enter(run: StartedRun): DefaultArtifactClient {
  vi.stubEnv('ACTIONS_RUNTIME_TOKEN', run.runtimeToken)
  vi.stubEnv('ACTIONS_RESULTS_URL', results.url)
  vi.stubEnv('GITHUB_SERVER_URL', 'https://github.com')
  vi.stubEnv('GITHUB_WORKSPACE', scratch)
  vi.stubEnv('GITHUB_API_URL', github.url)
  return new DefaultArtifactClient()
}

async function upload(client: DefaultArtifactClient, name: string): Promise<number> {
  await writeFile(path.join(scratch, 'report.json'), '{"ok":true}')
  return (await client.uploadArtifact(name, [path.join(scratch, 'report.json')], scratch)).id ?? 0
}

describe('artifacts', () => {
  it('come back as they went up, within the run', async () => {
    const client = enter(await newRun())
    const id = await upload(client, 'section')
    const { artifacts } = await client.listArtifacts()
    expect(artifacts.map((artifact) => [artifact.name, artifact.id, artifact.digest])).toEqual([['section', id, results.artifacts()[0]?.digest]])
    const { downloadPath, digestMismatch } = await client.downloadArtifact(id, {
      path: path.join(scratch, 'down'),
      expectedHash: artifacts[0]?.digest ?? '',
    })
    expect(digestMismatch).toBe(false)
    expect(await readFile(path.join(downloadPath ?? '', 'report.json'), 'utf8')).toBe('{"ok":true}')
  })

  it('cannot be uploaded twice under one name in one run', async () => {
    const client = enter(await newRun())
    await upload(client, 'section')
    await expect(upload(client, 'section')).rejects.toThrow(/already exists/)
  })

  it('are invisible to another run but by REST', async () => {
    const first = await newRun()
    const id = await upload(enter(first), 'section')
    const second = await newRun()
    const findBy = { token: second.token, workflowRunId: first.id, repositoryOwner: 'acme', repositoryName: 'flights' }
    const main = path.join(scratch, 'main.mjs')
    await writeFile(
      main,
      `import { DefaultArtifactClient } from ${JSON.stringify(import.meta.resolve('@actions/artifact'))}
const client = new DefaultArtifactClient()
const findBy = ${JSON.stringify(findBy)}
const own = await client.listArtifacts()
const { artifact } = await client.getArtifact('section', { findBy })
const { downloadPath } = await client.downloadArtifact(artifact.id, { path: 'down', findBy })
process.exitCode = own.artifacts.length === 0 && artifact.id === ${id} && downloadPath !== undefined ? 0 : 1`,
    ) // a process of its own: the toolkit reads GITHUB_API_URL when it is loaded
    const env = { ACTIONS_RUNTIME_TOKEN: second.runtimeToken, ACTIONS_RESULTS_URL: results.url, GITHUB_API_URL: github.url }
    const ended = await runActionProcess({ main, workspace: scratch, env })
    expect(ended.exitCode, ended.stdout + ended.stderr).toBe(0)
    expect(await readFile(path.join(scratch, 'down/report.json'), 'utf8')).toBe('{"ok":true}')
    expect(github.violations).toEqual([])
  })

  it('are listed by REST below their run, by name', async () => {
    const run = await newRun()
    const client = enter(run)
    await upload(client, 'one')
    await upload(client, 'two')
    const { actions } = new Octokit({ baseUrl: github.url, auth: run.token }).rest
    const { data } = await actions.listWorkflowRunArtifacts({ owner: 'acme', repo: 'flights', run_id: run.id, name: 'two' })
    expect(data.artifacts.map((artifact) => [artifact.name, artifact.workflow_run?.id])).toEqual([['two', run.id]])
  })
})

it('refuses the artifacts of a run to the token of another', async () => {
  const [one, other] = [await newRun(), await newRun()]
  const response = await fetch(`${results.url}twirp/github.actions.results.api.v1.ArtifactService/ListArtifacts`, {
    method: 'POST',
    headers: { authorization: `Bearer ${one.runtimeToken}` },
    body: JSON.stringify({ workflow_run_backend_id: String(other.id) }),
  })
  expect(response.status).toBe(403)
})
