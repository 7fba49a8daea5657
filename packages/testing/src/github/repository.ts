import type { BareRepository } from '../git/bare-repository.ts'
import type { Role } from './permissions.ts'

export interface Comment {
  readonly id: number
  readonly issue: number
  readonly author: string
  readonly createdAt: string
  body: string
  updatedAt: string
}

export interface Issue {
  readonly id: number
  readonly number: number
  readonly author: string
  readonly createdAt: string
  title: string
  body: string | null
  state: 'open' | 'closed'
  stateReason: string | null
  labels: string[]
  assignees: string[]
  updatedAt: string
  closedAt: string | null
}

/** What a pull request has beyond the issue of the same number. */
export interface Pull {
  readonly id: number
  readonly number: number
  readonly head: { readonly repository: Repository; readonly branch: string; sha: string }
  readonly base: { branch: string; sha: string }
  draft: boolean
  mergeable: boolean
  mergeCommitSha: string | null
  merged: { readonly at: string; readonly by: string } | null
}

export type StatusState = 'error' | 'failure' | 'pending' | 'success'

export interface CommitStatus {
  readonly id: number
  readonly sha: string
  readonly state: StatusState
  readonly context: string
  readonly description: string | null
  readonly targetUrl: string | null
  readonly creator: string
  readonly createdAt: string
}

export interface ReleaseAsset {
  readonly id: number
  readonly name: string
  readonly label: string | null
  readonly contentType: string
  readonly bytes: Buffer
  readonly digest: string
  readonly uploader: string
  readonly createdAt: string
}

export interface Release {
  readonly id: number
  readonly author: string
  readonly createdAt: string
  readonly assets: ReleaseAsset[]
  tag: string
  target: string
  name: string | null
  body: string | null
  draft: boolean
  prerelease: boolean
  publishedAt: string | null
  immutable: boolean
}

export interface DeploymentStatus {
  readonly id: number
  readonly state: string
  readonly description: string
  readonly environmentUrl: string
  readonly logUrl: string
  readonly creator: string
  readonly createdAt: string
}

export interface Deployment {
  readonly id: number
  readonly ref: string
  readonly sha: string
  readonly task: string
  readonly environment: string
  readonly description: string | null
  readonly payload: unknown
  readonly transient: boolean
  readonly production: boolean
  readonly creator: string
  readonly createdAt: string
  readonly statuses: DeploymentStatus[]
}

export interface WorkflowRun {
  readonly id: number
  readonly number: number
  readonly workflow: string
  readonly event: string
  readonly headSha: string
  readonly headBranch: string
  readonly headRepository: Repository
  readonly actor: string
  readonly createdAt: string
  /** Started by a dispatch of GITHUB_TOKEN: its end fires no `workflow_run`. */
  readonly byIntegration: boolean
  readonly pullRequest: number | null
  attempt: number
  status: 'queued' | 'in_progress' | 'completed'
  conclusion: string | null
  updatedAt: string
}

/** The state of one repository; its objects and refs live in `git`. */
export interface Repository {
  readonly id: number
  readonly owner: string
  readonly name: string
  readonly fullName: string
  readonly private: boolean
  readonly defaultBranch: string
  readonly immutableReleases: boolean
  readonly actionsCreatePullRequests: boolean
  /** Tags of deleted immutable releases: never to be used again. */
  readonly retiredTags: Set<string>
  readonly parent: Repository | null
  readonly collaborators: Map<string, Role>
  readonly git: BareRepository
  readonly issues: Map<number, Issue>
  readonly pulls: Map<number, Pull>
  readonly comments: Map<number, Comment>
  readonly statuses: CommitStatus[]
  readonly releases: Map<number, Release>
  readonly deployments: Map<number, Deployment>
  readonly runs: Map<number, WorkflowRun>
  nextNumber: number
}

export function roleOf(repository: Repository, login: string): Role {
  if (login.toLowerCase() === repository.owner.toLowerCase()) return 'admin'
  return repository.collaborators.get(login.toLowerCase()) ?? (repository.private ? 'none' : 'read')
}
