import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { TestingError } from '../errors.ts'
import { runGit } from '../git/run-git.ts'
import type { HostedRepository } from '../github/hosted-repository.ts'
import type { GitHub } from '../github/start-github.ts'
import type { StartedRun } from '../github/start-run.ts'
import type { Results } from '../results/start-results.ts'
import { type ActReport, parseActLog } from './act-log.ts'
import { localRepositories } from './local-repositories.ts'

export interface RunAct {
  readonly github: GitHub
  readonly results: Results
  readonly repository: HostedRepository
  readonly run: StartedRun
  /** Path of the workflow file in the repository. */
  readonly workflow: string
  readonly event: string
  /** The event's payload; `repository` is added where it lacks one. */
  readonly payload: Readonly<Record<string, unknown>>
  /** The commit whose workflow file runs: the head of a pull request, else the default branch. */
  readonly sha: string
  /** GITHUB_SHA; default `sha`. For a pull request, that of `refs/pull/N/merge`. */
  readonly checkoutSha?: string
  readonly ref?: string
  /** `owner/repo` to an exported folder: our own actions. */
  readonly repositories?: Readonly<Record<string, string>>
  /** Given to the run unless the pull request comes from a fork, as on GitHub. */
  readonly secrets?: Readonly<Record<string, string>>
  readonly vars?: Readonly<Record<string, string>>
  readonly env?: Readonly<Record<string, string>>
  /** Labels of runners beside `ubuntu-latest`. */
  readonly labels?: readonly string[]
  readonly job?: string
  /** GITHUB_ACTOR: who caused the event. */
  readonly actor?: string
  /** Default: ACT of the environment, else `act` on PATH. */
  readonly act?: string
  /** Default: the folder of the Node that runs this. */
  readonly nodeBin?: string
  /** Default 120 000. */
  readonly timeoutMs?: number
}

export interface ActRun extends ActReport {
  /** Not 0 when a job failed; 0 also when no job ran. */
  readonly exitCode: number
  readonly stderr: string
  readonly durationMs: number
}

/**
 * Runs one workflow for one event with nektos/act in host mode: no container, no network. The workspace starts empty;
 * `actions/checkout` is our stand-in, which fetches from the emulated GitHub.
 * @throws {TestingError} `ACT_NOT_FOUND`, `ACTION_UNMAPPED`.
 */
export async function runAct(options: RunAct): Promise<ActRun> {
  const scratch = await mkdtemp(path.join(tmpdir(), 'seaworthy-act-'))
  try {
    const source = path.join(scratch, 'source')
    await checkoutWorkflows(options, source)
    const eventFile = path.join(scratch, 'event.json')
    await writeFile(eventFile, JSON.stringify({ repository: repositoryOf(options.repository), ...options.payload }))
    const folders = [source, ...Object.values(options.repositories ?? {})]
    const mapped = await localRepositories({ folders, repositories: options.repositories ?? {} })
    const { exitCode, stdout, stderr, durationMs } = await spawnAct(options, actArguments(options, { scratch, source, eventFile, mapped }), scratch)
    return { ...parseActLog(stdout), exitCode, stderr, durationMs }
  } finally {
    await rm(scratch, { recursive: true, force: true, maxRetries: 3 })
  }
}

/** act reads workflow files from a folder that is a repository; the job's own workspace stays empty until a checkout. */
async function checkoutWorkflows({ repository, sha }: RunAct, source: string): Promise<void> {
  await mkdir(source)
  await runGit(['clone', '-q', '--no-checkout', repository.gitPath, '.'], { cwd: source })
  await runGit(['fetch', '-q', 'origin', sha], { cwd: source })
  await runGit(['checkout', '-q', '--detach', sha], { cwd: source })
}

function repositoryOf({ state }: HostedRepository): Record<string, unknown> {
  return { full_name: state.fullName, name: state.name, owner: { login: state.owner }, default_branch: state.defaultBranch, private: state.private }
}

const pairs = (flag: string, values: Readonly<Record<string, string>>): string[] =>
  Object.entries(values).flatMap(([name, value]) => [flag, `${name}=${value}`])

interface Places {
  readonly scratch: string
  readonly source: string
  readonly eventFile: string
  readonly mapped: ReadonlyMap<string, string>
}

function actArguments(options: RunAct, { scratch, source, eventFile, mapped }: Places): string[] {
  const isolated = ['--env-file', '--secret-file', '--var-file', '--input-file'].flatMap((flag) => [flag, '/dev/null'])
  const labels = ['ubuntu-latest', ...(options.labels ?? [])].flatMap((label) => ['-P', `${label}=-self-hosted`])
  return [
    options.event,
    '--json',
    ...['-C', source, '-W', options.workflow, '-e', eventFile],
    ...(options.job === undefined ? [] : ['-j', options.job]),
    ...(options.actor === undefined ? [] : ['--actor', options.actor]),
    ...['--no-cache-server', '--rm', '--no-skip-checkout', '--action-cache-path', path.join(scratch, 'cache')],
    ...isolated,
    ...labels,
    ...[...mapped].flatMap(([reference, folder]) => ['--local-repository', `${reference}=${folder}`]),
    ...pairs('-s', { GITHUB_TOKEN: options.run.token, ...secretsOf(options) }),
    ...pairs('--var', options.vars ?? {}),
    ...pairs('--env', environmentOf(options)),
  ]
}

/** A pull request of a fork gets no secret, whatever the repository holds. */
function secretsOf({ event, payload, secrets = {} }: RunAct): Readonly<Record<string, string>> {
  return event === 'pull_request' && isFork(payload) ? {} : secrets
}

export function isFork(payload: Readonly<Record<string, unknown>>): boolean {
  const { head } = (payload.pull_request ?? {}) as { head?: { repo?: { fork?: boolean } } }
  return head?.repo?.fork === true
}

function environmentOf({ github, results, repository, run, sha, checkoutSha, ref, env = {} }: RunAct): Record<string, string> {
  return {
    GITHUB_REPOSITORY: repository.fullName,
    GITHUB_RUN_ID: String(run.id),
    GITHUB_RUN_ATTEMPT: String(run.run.run_attempt ?? 1),
    GITHUB_API_URL: github.url,
    GITHUB_GRAPHQL_URL: `${github.url}/graphql`,
    SHA_REF: checkoutSha ?? sha, // act takes GITHUB_SHA from here
    ...(ref === undefined ? {} : { GITHUB_REF: ref }),
    ACTIONS_RUNTIME_URL: results.url,
    ACTIONS_RESULTS_URL: results.url,
    ACTIONS_RUNTIME_TOKEN: run.runtimeToken,
    ACTIONS_CACHE_SERVICE_V2: 'true',
    ...env,
  }
}

async function spawnAct(
  { act, nodeBin, timeoutMs = 120_000 }: RunAct,
  args: readonly string[],
  home: string,
): Promise<{ exitCode: number; stdout: string; stderr: string; durationMs: number }> {
  const started = performance.now()
  const search = [nodeBin ?? path.dirname(process.execPath), process.env.PATH ?? '/usr/bin:/bin'].join(path.delimiter)
  const env = { PATH: search, HOME: home, TMPDIR: home, XDG_CACHE_HOME: home, XDG_CONFIG_HOME: home, LANG: 'C.UTF-8' }
  const child = spawn(act ?? process.env.ACT ?? 'act', args, { detached: true, env }) // its own group: act does not end its children
  const timer = setTimeout(() => child.pid !== undefined && process.kill(-child.pid, 'SIGKILL'), timeoutMs)
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk
  })
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk
  })
  const exitCode = await new Promise<number>((resolve, reject) => {
    child.on('error', (cause) =>
      reject(new TestingError('ACT_NOT_FOUND', 'act could not be started', { hint: 'set ACT to the binary of nektos/act', cause })),
    )
    child.on('close', (code) => resolve(code ?? -1))
  })
  clearTimeout(timer)
  return { exitCode, stdout, stderr, durationMs: Math.round(performance.now() - started) }
}
