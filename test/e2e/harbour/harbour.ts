// A user's repository on a GitHub that behaves, whose workflows run under act on the built bundle.
import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { type ActRun, type HostedRepository, type LoggedRequest, type PullRequestView, runAct } from '@seaworthy/testing'
import { runOf } from '../../../scripts/line/play-job.ts'
import type { Trigger } from '../../../scripts/line/trigger.ts'
import { grantedPermissions } from './granted-permissions.ts'
import { inlineCalledWorkflows } from './inline-called-workflows.ts'
import { type OpenOptions, type OpenRepository, openRepository } from './open-repository.ts'
import { artifactOf } from './seen.ts'
import { eventTrigger, pushTrigger, queuedTrigger } from './triggers.ts'

const root = path.resolve(import.meta.dirname, '../../..')

export interface Harbour extends OpenRepository {
  readonly runs: readonly PlayedRun[]
  /** Runs what a push of main as it is starts. */
  playPush(): Promise<PlayedRun>
  /** Runs what the newest event of a name started. */
  playEvent(name: string, options?: PlayOptions): Promise<PlayedRun>
  /** Runs what GITHUB_TOKEN dispatched. */
  playDispatch(): Promise<PlayedRun>
  play(trigger: Trigger, options?: PlayOptions): Promise<PlayedRun>
  /** Paths that a pull request changes. */
  filesChanged(pull: PullRequestView): Promise<readonly string[]>
  /** What must never be seen outside a run: its tokens, and the lines of the key. */
  secretsOf(run: PlayedRun): readonly string[]
  /** All that the runs have left behind, as text. */
  traces(): Promise<readonly Trace[]>
}

export interface PlayOptions {
  /** With called workflows put in the place of their calls, for runs that are to fail in one. */
  readonly inlined?: boolean
}

export interface Trace {
  readonly name: string
  readonly text: string
}

export interface PlayedRun extends ActRun {
  readonly id: number
  readonly trigger: Trigger
  /** The tokens that the run had; dead by now. */
  readonly tokens: readonly string[]
  /** What the run asked of GitHub's REST API and of its git server. */
  readonly requests: readonly LoggedRequest[]
}

export async function openHarbour(options: OpenOptions = {}): Promise<Harbour> {
  const opened = await openRepository(options)
  const runs: PlayedRun[] = []
  const { repository, results, signingKey } = opened
  const play = async (trigger: Trigger, { inlined = false }: PlayOptions = {}): Promise<PlayedRun> => {
    const sha = inlined ? await inlinedCommit(opened, trigger) : trigger.sha
    const played = await playRun(opened, trigger, sha)
    runs.push(played)
    return played
  }
  return {
    ...opened,
    runs,
    play,
    playPush: async () => play(await pushTrigger(opened)),
    playEvent: async (name, options) => play(await eventTrigger(opened, name), options),
    playDispatch: async () => play(await queuedTrigger(opened)),
    filesChanged: (pull) => filesChanged(repository, pull),
    secretsOf: ({ tokens }) => [...tokens, ...signingKey.split('\n').filter((line) => line.length > 30 && !line.startsWith('-----'))],
    traces: () => tracesOf({ results, repository, runs }),
  }
}

async function playRun({ github, results, repository, actions, signingKey }: OpenRepository, trigger: Trigger, sha: string): Promise<PlayedRun> {
  const text = (await repository.read(trigger.sha, trigger.workflow))?.toString() ?? ''
  const run = repository.startRun({
    ...runOf(trigger),
    ...(trigger.runId === null ? {} : { id: trigger.runId }),
    permissions: grantedPermissions(text),
  })
  const ran = await runAct({
    github,
    results,
    repository,
    run,
    workflow: trigger.workflow,
    event: trigger.event,
    payload: trigger.payload,
    sha,
    checkoutSha: trigger.sha,
    ref: trigger.ref,
    repositories: { 'seaworthy-ml/seaworthy': actions },
    secrets: { SEAWORTHY_SIGNING_KEY: signingKey },
    actor: trigger.actor,
    env: { GITHUB_WORKFLOW_REF: `${repository.fullName}/${trigger.workflow}@${trigger.ref}`, SEAWORTHY_NATIVES: root },
  })
  repository.finishRun(run.id, ran.exitCode === 0 ? 'success' : 'failure')
  const requests = github.requests.filter(({ runId }) => runId === run.id)
  return { ...ran, id: run.id, trigger, tokens: [run.token, run.runtimeToken], requests }
}

/** A commit beside all branches that differs in its workflow file alone: act reads that file there, and checks out the real commit. */
async function inlinedCommit({ repository, actions }: OpenRepository, { sha, workflow }: Trigger): Promise<string> {
  const { git } = repository.state
  const text = (await repository.read(sha, workflow))?.toString() ?? ''
  const [blob = null] = await git.writeBlobs([await inlineCalledWorkflows(text, actions)])
  const tree = await git.writeTree(sha, [{ path: workflow, sha: blob, mode: '100644' }])
  const signature = { name: 'e2e', email: 'e2e@example.com', date: '2026-01-01T00:00:00Z' }
  const commit = await git.writeCommit({ tree, parents: [sha], author: signature, committer: signature, message: 'Called workflows in place' })
  await repository.setRef(`refs/e2e/${commit}`, commit)
  return commit
}

async function filesChanged({ gitPath }: HostedRepository, { baseSha, headSha }: PullRequestView): Promise<readonly string[]> {
  const { stdout } = await promisify(execFile)('git', ['diff', '--name-only', baseSha, headSha], { cwd: gitPath })
  return stdout.split('\n').filter((name) => name !== '')
}

async function tracesOf({ results, repository, runs }: Pick<Harbour, 'results' | 'repository' | 'runs'>): Promise<readonly Trace[]> {
  const logs = runs.map(({ id, log, stderr, summaries, annotations, outputs }) => ({
    name: `run ${id}`,
    text: [log, stderr, JSON.stringify({ summaries, annotations, outputs })].join('\n'),
  }))
  const artifacts = results.artifacts().flatMap(({ runId, name }) =>
    Object.entries(artifactOf(results, runId, name) ?? {}).map(([file, bytes]) => ({
      name: `${name}/${file} of run ${runId}`,
      text: Buffer.from(bytes).toString('latin1'),
    })),
  )
  const assets = [...repository.state.releases.values()].flatMap(({ tag, assets }) =>
    assets.map(({ name, bytes }) => ({ name: `${tag}/${name}`, text: bytes.toString('latin1') })),
  )
  return [...logs, ...artifacts, ...assets, { name: 'repository', text: JSON.stringify(await repository.snapshot()) }]
}
