import type { Registry } from '@seaworthy/registry'
import type { Posts } from '@seaworthy/report'
import { PipelineError } from './errors.ts'
import type {
  Branches,
  Clock,
  Commands,
  DataSources,
  Deployments,
  Dispatches,
  Engines,
  Files,
  Identity,
  Issues,
  Log,
  PullComment,
  Pulls,
  RepositoryRole,
  Runs,
  SectionStore,
  SourceTree,
  Statuses,
} from './ports.ts'

/** All that a stage may touch. What it does not name here it cannot reach. */
export interface Line {
  readonly tree: SourceTree
  readonly files: Files
  readonly data: DataSources
  readonly sections: SectionStore
  readonly engines: Engines
  readonly commands: Commands
  readonly identity: Identity
  readonly clock: Clock
  readonly log: Log
  /** A signing key is at hand: what is published here is signed. */
  readonly signs: boolean
  /** Null where there is no GitHub: a laptop without a token. */
  readonly registry: Registry | null
  readonly hub: Hub | null
}

/** GitHub, narrowed to what the stages use. */
export interface Hub {
  readonly repository: string
  readonly defaultBranch: string
  readonly pulls: Pulls
  readonly statuses: Statuses
  readonly runs: Runs
  readonly issues: Issues
  readonly branches: Branches
  readonly dispatches: Dispatches
  readonly deployments: Deployments
  posts(pullRequest: number): Posts
  /** What was said under a pull request, oldest first. */
  commentsOn(pullRequest: number): AsyncIterable<PullComment>
  /** What a login may do in the repository at this moment. */
  permissionOf(login: string): Promise<RepositoryRole>
}

export function requireHub(line: Line, what: string): Hub {
  if (line.hub) return line.hub
  throw new PipelineError('GITHUB_REQUIRED', `${what} needs GitHub, and there is no token or repository here`, {
    hint: 'set GITHUB_TOKEN and GITHUB_REPOSITORY (owner/name), or run it in a workflow',
  })
}

export function requireRegistry(line: Line, what: string): Registry {
  if (line.registry) return line.registry
  throw new PipelineError('GITHUB_REQUIRED', `${what} needs the registry on GitHub, and there is no token or repository here`, {
    hint: 'set GITHUB_TOKEN and GITHUB_REPOSITORY (owner/name), or run it in a workflow',
  })
}
