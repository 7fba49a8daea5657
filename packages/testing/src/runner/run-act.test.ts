import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { HostedRepository } from '../github/hosted-repository.ts'
import { type GitHub, startGitHub } from '../github/start-github.ts'
import { type Results, startResults } from '../results/start-results.ts'
import { localRepositories } from './local-repositories.ts'
import { runAct } from './run-act.ts'

const WORKFLOW = '.github/workflows/seaworthy.yml'
const SHA = '1'.repeat(40)

let github: GitHub
let results: Results
let repository: HostedRepository
let actions: string

beforeEach(async () => {
  github = await startGitHub()
  results = await startResults(github)
  repository = await github.createRepository({
    owner: 'acme',
    name: 'flights',
    private: true,
    files: { [WORKFLOW]: workflow(), 'model/train.js': 'v1\n', 'docs/a.md': 'a\n' },
  })
  actions = await mkdtemp(path.join(tmpdir(), 'seaworthy-actions-'))
  await mkdir(path.join(actions, 'greet'))
  await writeFile(
    path.join(actions, 'greet/action.yml'),
    'name: greet\ndescription: greets\ninputs: { who: { required: true, description: who } }\nruns: { using: node24, main: main.js }\n',
  )
  await writeFile(
    path.join(actions, 'greet/main.js'),
    "console.log('hello ' + process.env.INPUT_WHO + ', secret ' + (process.env.INPUT_WHO && process.env.SECRET ? 'there' : 'absent'))\n",
  )
})

afterEach(async () => {
  await results.close()
  await github.close()
  await rm(actions, { recursive: true })
})

function workflow(): string {
  return `on: pull_request
jobs:
  main:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@${SHA}
        with: { ref: "\${{ github.event.pull_request.head.sha }}", path: head, sparse-checkout: model, persist-credentials: false }
      - uses: actions/checkout@${SHA}
        with: { ref: "\${{ github.event.pull_request.base.sha }}", path: base, fetch-depth: 0 }
      - run: echo "files=$(ls head | tr '\\n' ' ')base=$(cat base/model/train.js) head=$(cat head/model/train.js)" && cat head/.git/config
      - uses: acme/seaworthy/greet@${SHA}
        env: { SECRET: "\${{ secrets.KEY }}" }
        with: { who: sea }
`
}

function actPath(): string | null {
  const act = process.env.ACT ?? 'act'
  try {
    execFileSync(act, ['--version'], { stdio: 'ignore' })
    return act
  } catch {
    process.stderr.write('act is neither in ACT nor on PATH: the runs below are not tried here\n')
    return null
  }
}

const act = actPath()

async function runPullRequest(fork?: string): Promise<Awaited<ReturnType<typeof runAct>>> {
  const pull = await repository.openPullRequest({
    head: 'faster',
    title: 'Faster',
    files: { 'model/train.js': 'v2\n' },
    ...(fork === undefined ? {} : { fork }),
  })
  const [event] = github.takeEvents().filter(({ name }) => name === 'pull_request')
  const run = repository.startRun({
    workflow: WORKFLOW,
    event: 'pull_request',
    headSha: pull.headSha,
    headBranch: pull.headBranch,
    headRepository: pull.headRepository,
    pullRequest: pull.number,
    permissions: { contents: 'read' },
  })
  return runAct({
    github,
    results,
    repository,
    run,
    workflow: WORKFLOW,
    event: 'pull_request',
    payload: event?.payload ?? {},
    sha: pull.headSha,
    checkoutSha: pull.mergeSha ?? '',
    repositories: { 'acme/seaworthy': actions },
    secrets: { KEY: 'a-long-secret-value' },
    act: act ?? 'act',
  })
}

describe.runIf(act !== null)('a workflow under act', () => {
  it('checks out head and base from the emulated GitHub, sparsely and without leaving the token', async () => {
    const ran = await runPullRequest()
    expect([ran.exitCode, Object.values(ran.jobs)], ran.stderr + ran.log).toEqual([0, ['success']])
    expect(ran.log).toContain('files=model base=v1 head=v2')
    expect(ran.log).not.toContain('extraheader')
    expect(ran.log).toContain('hello sea, secret there')
    expect(github.requests.filter(({ operation }) => operation === 'git/git-upload-pack').map(({ token }) => token)).toContain('actions')
  })

  it('gives no secret to the pull request of a fork', async () => {
    const ran = await runPullRequest('stranger')
    expect(ran.exitCode, ran.stderr + ran.log).toBe(0)
    expect(ran.log).toContain('hello sea, secret absent')
  })
})

it('refuses an action that nothing stands in for', async () => {
  await writeFile(path.join(actions, 'action.yml'), 'runs: { using: composite, steps: [{ uses: other/thing@v1 }] }')
  await expect(localRepositories({ folders: [actions], repositories: {} })).rejects.toMatchObject({
    code: 'ACTION_UNMAPPED',
    message: expect.stringContaining('other/thing@v1'),
  })
})
