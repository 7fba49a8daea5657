import { type Branches, openBranches } from './branches.ts'
import { permissionOf, type RepositoryRole } from './collaborators.ts'
import { type ConnectOptions, openConnection } from './connection.ts'
import { type Deployments, openDeployments } from './deployments.ts'
import { type Dispatches, openDispatches } from './dispatches.ts'
import { type GitObjects, openGitObjects } from './git-objects.ts'
import { type Issues, openIssues } from './issues.ts'
import { openPosts, type Posts } from './posts.ts'
import { openPulls, type Pulls } from './pulls.ts'
import { openRefs, type Refs } from './refs.ts'
import { openReleases, type Releases } from './releases.ts'
import { type RepositoryFacts, readRepository } from './repository.ts'
import { openRuns, type Runs } from './runs.ts'
import { openStatuses, type Statuses } from './statuses.ts'
import { openViewer } from './viewer.ts'

/** One repository on GitHub, as the ports of the other packages want it. Every call rejects with {@link GitHubError} only. */
export interface GitHubClient {
  /** owner/name. */
  readonly repository: string
  readonly refs: Refs
  readonly objects: GitObjects
  readonly releases: Releases
  readonly pulls: Pulls
  readonly statuses: Statuses
  readonly runs: Runs
  readonly issues: Issues
  readonly branches: Branches
  readonly dispatches: Dispatches
  readonly deployments: Deployments
  /** The comments of a pull request or an issue. */
  posts(number: number): Posts
  /** What a login may do in the repository at this moment. */
  permissionOf(login: string): Promise<RepositoryRole>
  /** The login that the token acts as. */
  viewer(): Promise<string>
  facts(): Promise<RepositoryFacts>
  /** Requests sent so far, repetitions included. */
  requests(): number
}

/**
 * Connects to a repository; nothing is sent yet. Reads, limits and network faults are retried a bounded number of times; a creation whose
 * answer was lost is looked for before it is tried again.
 * @throws {GitHubError} `ADDRESS_INVALID`; later, from each call: `TOKEN_REFUSED`, `PERMISSION_MISSING`, `FORBIDDEN`, `RATE_LIMITED`,
 * `NOT_FOUND`, `REQUEST_REFUSED`, `SERVER_FAILED`, `NETWORK_FAILED`.
 * @example connect({ token, repository: 'o/r' }).repository // 'o/r'
 */
export function connect(options: ConnectOptions): GitHubClient {
  const connection = openConnection(options)
  const viewer = openViewer(connection, options.login ?? null)
  return {
    repository: options.repository,
    refs: openRefs(connection),
    objects: openGitObjects(connection),
    releases: openReleases(connection),
    pulls: openPulls(connection),
    statuses: openStatuses(connection),
    runs: openRuns(connection),
    issues: openIssues(connection, viewer),
    branches: openBranches(connection),
    dispatches: openDispatches(connection),
    deployments: openDeployments(connection),
    posts: (number) => openPosts(connection, number, viewer),
    permissionOf: (login) => permissionOf(connection, login),
    viewer,
    facts: () => readRepository(connection),
    requests: connection.requests,
  }
}
