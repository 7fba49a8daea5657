import type { Fault } from '../http/faults.ts'
import type { Repository } from './repository.ts'
import type { Token } from './token.ts'

/** Something that would start workflows. The harness decides which; see `Github.takeEvents`. */
export interface GitHubEvent {
  readonly name: 'pull_request' | 'push' | 'workflow_run' | 'issue_comment' | 'release'
  readonly action: string | null
  readonly repository: string
  readonly actor: string
  readonly payload: Readonly<Record<string, unknown>>
}

export type Dispatch =
  | {
      readonly kind: 'workflow_dispatch'
      readonly repository: string
      readonly workflow: string
      readonly ref: string
      readonly inputs: Readonly<Record<string, string>>
      readonly actor: string
      /** The queued run; hand it to `startRun` as `id`. */
      readonly runId: number
    }
  | {
      readonly kind: 'repository_dispatch'
      readonly repository: string
      readonly eventType: string
      readonly clientPayload: unknown
      readonly actor: string
    }

export interface LoggedRequest {
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly body: unknown
  readonly token: 'none' | 'invalid' | 'actions' | 'user'
  readonly login: string | null
  readonly runId: number | null
  readonly status: number
  readonly operation: string | null
  readonly fault: 'before' | 'after' | null
}

/** A finished artifact, as the results service tells it. */
export interface StoredArtifact {
  readonly id: number
  readonly runId: number
  readonly name: string
  readonly bytes: number
  readonly digest: string
  readonly createdAt: string
}

export interface ArtifactSource {
  artifactsOf(runId: number): readonly StoredArtifact[]
  artifact(id: number): StoredArtifact | null
  downloadUrl(id: number): string
}

/** All that the server knows, shared by its handlers. */
export interface World {
  readonly base: string
  readonly webUrl: string
  readonly directory: string
  readonly clock: () => Date
  /** A token of a run needs the read permission even where a public repository would not ask, as templates serve private ones too. */
  readonly strictReads: boolean
  readonly repositories: Map<string, Repository>
  readonly tokens: Map<string, Token>
  readonly events: GitHubEvent[]
  readonly suppressedEvents: GitHubEvent[]
  readonly dispatches: Dispatch[]
  readonly requests: LoggedRequest[]
  readonly violations: string[]
  readonly faults: Fault[]
  artifacts: ArtifactSource | null
  nextId(): number
}

export const now = (world: World): string =>
  world
    .clock()
    .toISOString()
    .replace(/\.\d{3}Z$/, 'Z')
