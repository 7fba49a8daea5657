import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { TestingError } from '../errors.ts'
import { BareRepository } from '../git/bare-repository.ts'
import type { FaultSpec } from '../http/faults.ts'
import { type Exchange, listen } from '../http/listen.ts'
import { type FileChanges, HostedRepository } from './hosted-repository.ts'
import type { Role } from './permissions.ts'
import { installPushHook } from './push-hook.ts'
import type { Repository } from './repository.ts'
import { routes } from './rest/routes.ts'
import { isDownload, serveDownload } from './serve-download.ts'
import { isGitRequest, serveGit } from './serve-git.ts'
import { restHandler } from './serve-rest.ts'
import { newSecret } from './token.ts'
import type { ArtifactSource, Dispatch, GitHubEvent, LoggedRequest, World } from './world.ts'

export interface GitHubOptions {
  /** Default: the real time. */
  readonly clock?: () => Date
  /** Where pages would be; default https://github.com, as links in comments have. */
  readonly webUrl?: string
  /** Default true: tokens of runs need their read permissions on public repositories too. */
  readonly strictReads?: boolean
}

export interface NewRepository {
  readonly owner: string
  readonly name: string
  /** The first commit. */
  readonly files?: FileChanges
  readonly fromDirectory?: string
  readonly private?: boolean
  readonly defaultBranch?: string
  /** Default true. */
  readonly immutableReleases?: boolean
  /** The setting "Allow GitHub Actions to create pull requests"; default true, though off on github.com. */
  readonly actionsCreatePullRequests?: boolean
  readonly collaborators?: Readonly<Record<string, Role>>
}

/** A GitHub on the loopback interface, and the hand of the harness on it. */
export interface GitHub extends AsyncDisposable {
  /** For GITHUB_API_URL and Octokit's `baseUrl`; git repositories live at `<url>/<owner>/<name>.git`. */
  readonly url: string
  readonly requests: readonly LoggedRequest[]
  /** Requests that GitHub's OpenAPI description does not allow; a test asserts that there are none. */
  readonly violations: readonly string[]
  /** Events that GITHUB_TOKEN caused, which start no workflow. */
  readonly suppressedEvents: readonly GitHubEvent[]
  createRepository(repository: NewRepository): Promise<HostedRepository>
  repository(fullName: string): HostedRepository
  /** A token of a person, whose role in a repository decides what it may do. */
  userToken(login: string): string
  /** Recorded since the last call, oldest first. */
  takeEvents(): GitHubEvent[]
  takeDispatches(): Dispatch[]
  failNext(fault: FaultSpec): void
  /** Makes artifacts of a results service visible through REST. */
  useArtifacts(source: ArtifactSource): void
  close(): Promise<void>
}

/** Starts the server on a free port; repositories live in a temporary folder that `close` removes. */
export async function startGitHub(options: GitHubOptions = {}): Promise<GitHub> {
  const directory = await mkdtemp(path.join(tmpdir(), 'seaworthy-github-'))
  let handle: (exchange: Exchange) => Promise<void> = () => Promise.resolve()
  const server = await listen((exchange) => handle(exchange))
  const world = createWorld(server.base, directory, options)
  const rest = restHandler(world, routes)
  handle = (exchange) => {
    if (isGitRequest(exchange.url)) return serveGit(world, exchange)
    return isDownload(exchange.url) ? serveDownload(world, exchange) : rest(exchange)
  }
  const close = async (): Promise<void> => {
    await server.close()
    for (const repository of world.repositories.values()) repository.git.close()
    await rm(directory, { recursive: true, force: true, maxRetries: 3 })
  }
  return controls(world, close)
}

function createWorld(base: string, directory: string, { clock, webUrl, strictReads }: GitHubOptions): World {
  let lastId = 1000
  return {
    base,
    directory,
    webUrl: webUrl ?? 'https://github.com',
    clock: clock ?? (() => new Date()),
    strictReads: strictReads ?? true,
    repositories: new Map(),
    tokens: new Map(),
    events: [],
    suppressedEvents: [],
    dispatches: [],
    requests: [],
    violations: [],
    faults: [],
    artifacts: null,
    nextId: () => ++lastId,
  }
}

function controls(world: World, close: () => Promise<void>): GitHub {
  const host = (state: Repository): HostedRepository => new HostedRepository(world, state, (owner) => fork(world, state, owner, host))
  return {
    url: world.base,
    requests: world.requests,
    violations: world.violations,
    suppressedEvents: world.suppressedEvents,
    createRepository: (repository) => createRepository(world, repository, host),
    repository: (fullName) => {
      const found = world.repositories.get(fullName.toLowerCase())
      if (found === undefined) throw new TestingError('UNKNOWN_REPOSITORY', `no repository "${fullName}"`)
      return host(found)
    },
    userToken: (login) => {
      const secret = newSecret('ghp')
      world.tokens.set(secret, { kind: 'user', secret, login })
      return secret
    },
    takeEvents: () => world.events.splice(0),
    takeDispatches: () => world.dispatches.splice(0),
    failNext: (fault) => void world.faults.push({ ...fault, left: fault.times ?? 1 }),
    useArtifacts: (source) => {
      world.artifacts = source
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}

type Host = (state: Repository) => HostedRepository

async function createRepository(world: World, request: NewRepository, host: Host): Promise<HostedRepository> {
  const { defaultBranch = 'main', files, fromDirectory, owner } = request
  const state = await addRepository(world, { ...request, defaultBranch, parent: null })
  const hosted = host(state)
  const events = world.events.length
  if (fromDirectory !== undefined) {
    const tree = await state.git.writeTreeOfDirectory(path.resolve(fromDirectory))
    await hosted.commitTree(defaultBranch, { tree, message: 'First commit', author: owner, parents: [], before: null })
  }
  if (files !== undefined) await hosted.commit(defaultBranch, files, fromDirectory === undefined ? 'First commit' : 'Second commit')
  world.events.length = events // a repository arrives with its history, not with pushes
  return hosted
}

async function fork(world: World, parent: Repository, owner: string, host: Host): Promise<HostedRepository> {
  const existing = world.repositories.get(`${owner}/${parent.name}`.toLowerCase())
  if (existing !== undefined) return host(existing)
  return host(await addRepository(world, { owner, name: parent.name, private: parent.private, defaultBranch: parent.defaultBranch, parent }))
}

async function addRepository(world: World, request: NewRepository & { defaultBranch: string; parent: Repository | null }): Promise<Repository> {
  const { owner, name, defaultBranch, parent, collaborators = {} } = request
  const gitDir = path.join(world.directory, owner, `${name}.git`)
  const git = await BareRepository.create(gitDir, { defaultBranch, ...(parent === null ? {} : { copyOf: parent.git.path }) })
  await installPushHook(gitDir)
  const repository: Repository = {
    id: world.nextId(),
    owner,
    name,
    fullName: `${owner}/${name}`,
    private: request.private ?? false,
    defaultBranch,
    immutableReleases: request.immutableReleases ?? true,
    actionsCreatePullRequests: request.actionsCreatePullRequests ?? true,
    retiredTags: new Set(),
    parent,
    collaborators: new Map(Object.entries(collaborators).map(([login, role]) => [login.toLowerCase(), role])),
    git,
    issues: new Map(),
    pulls: new Map(),
    comments: new Map(),
    statuses: [],
    releases: new Map(),
    deployments: new Map(),
    runs: new Map(),
    nextNumber: 1,
  }
  world.repositories.set(repository.fullName.toLowerCase(), repository)
  return repository
}
