import os from 'node:os'
import path from 'node:path'
import process from 'node:process'

/** All that is read from the process, once, in one place. */
export interface Environment {
  readonly variables: Readonly<Record<string, string>>
  readonly cwd: string
  /** A folder for this job alone: RUNNER_TEMP on a runner. */
  readonly temporary: string
  /** Where fetched data are kept, outside of every work tree. */
  readonly dataCache: string
  readonly github: GitHubEnvironment | null
  readonly token: string | null
  readonly apiUrl: string
  readonly serverUrl: string
  /** owner/name, on a runner or as a laptop's owner sets it. */
  readonly repository: string | null
  readonly noColor: boolean
  readonly columns: number
  readonly natives: {
    readonly overrideDir: string | null
    readonly toolCache: string | null
    readonly registry: string | null
    readonly platform: string
    readonly arch: string
  }
  /** How model files are run, as it was written: see `inferenceSettings`. */
  readonly inference: { readonly device: string | null; readonly runtime: string | null }
  readonly host: { readonly os: string; readonly arch: string; readonly cpus: number; readonly memoryBytes: number; readonly runner: string | null }
}

/** What a runner says of the run. */
export interface GitHubEnvironment {
  readonly eventName: string
  readonly eventPath: string
  readonly sha: string
  readonly ref: string
  readonly runId: string
  readonly attempt: number
  readonly workflow: string
  readonly actor: string
  readonly artifacts: boolean
}

export function readEnvironment(): Environment {
  const variables = Object.fromEntries(Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
  const get = (name: string) => variables[name] || null
  return {
    variables,
    cwd: get('GITHUB_ACTIONS') ? (get('GITHUB_WORKSPACE') ?? process.cwd()) : process.cwd(),
    temporary: get('RUNNER_TEMP') ?? os.tmpdir(),
    dataCache: get('SEAWORTHY_DATA_CACHE') ?? path.join(get('XDG_CACHE_HOME') ?? path.join(os.homedir(), '.cache'), 'seaworthy', 'data'),
    github: get('GITHUB_ACTIONS') ? readGitHub(get) : null,
    token: get('INPUT_TOKEN') ?? get('GITHUB_TOKEN') ?? get('GH_TOKEN'),
    apiUrl: get('GITHUB_API_URL') ?? 'https://api.github.com',
    serverUrl: get('GITHUB_SERVER_URL') ?? 'https://github.com',
    repository: get('GITHUB_REPOSITORY'),
    noColor: get('NO_COLOR') !== null || !process.stdout.isTTY,
    columns: process.stdout.columns || 100,
    natives: {
      overrideDir: get('SEAWORTHY_NATIVES'),
      toolCache: get('RUNNER_TOOL_CACHE') ?? path.join(os.homedir(), '.cache', 'seaworthy'),
      registry: get('SEAWORTHY_NPM_REGISTRY') ?? get('npm_config_registry'),
      platform: process.platform,
      arch: process.arch,
    },
    inference: { device: get('SEAWORTHY_DEVICE'), runtime: get('SEAWORTHY_RUNTIME') },
    host: {
      os: `${os.type()} ${os.release()}`,
      arch: os.arch(),
      cpus: Math.max(1, os.availableParallelism()),
      memoryBytes: os.totalmem(),
      runner: get('RUNNER_NAME'),
    },
  }
}

function readGitHub(get: (name: string) => string | null): GitHubEnvironment {
  return {
    eventName: get('GITHUB_EVENT_NAME') ?? '',
    eventPath: get('GITHUB_EVENT_PATH') ?? '',
    sha: get('GITHUB_SHA') ?? '',
    ref: get('GITHUB_REF') ?? '',
    runId: get('GITHUB_RUN_ID') ?? '0',
    attempt: Number(get('GITHUB_RUN_ATTEMPT') ?? '1') || 1,
    workflow:
      get('GITHUB_WORKFLOW_REF')
        ?.replace(/^[^/]+\/[^/]+\//, '')
        .replace(/@.*$/, '') ??
      get('GITHUB_WORKFLOW') ??
      '',
    actor: get('GITHUB_ACTOR') ?? '',
    artifacts: get('ACTIONS_RESULTS_URL') !== null && get('ACTIONS_RUNTIME_TOKEN') !== null,
  }
}

// Credentials of the run, and the files by which a step speaks to the runner, are no business of user code.
const withheld =
  /^(ACTIONS_.*|INPUT_.*|GITHUB_TOKEN|GH_TOKEN|GITHUB_(ENV|OUTPUT|PATH|STATE|STEP_SUMMARY|EVENT_PATH)|SEAWORTHY_SIGNING_KEY|NODE_OPTIONS|NODE_COMPILE_CACHE)$/

/** The variables that a command of the user inherits: the environment as it is, without what could speak for the run. */
export function inheritedVariables(environment: Environment): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(environment.variables).filter(([name]) => !withheld.test(name)))
}
