import type { Connection } from './connection.ts'

export type StatusState = 'pending' | 'success' | 'failure' | 'error'

export interface NewStatus {
  readonly context: string
  readonly state: StatusState
  /** Cut at 140 characters, which is what GitHub takes. */
  readonly description: string
  readonly url: string | null
}

export interface CommitStatus extends NewStatus {
  /** Login of who set it. */
  readonly creator: string | null
}

export interface Statuses {
  /** The newest of a context counts, so setting one twice is setting it once. */
  set(sha: string, status: NewStatus): Promise<void>
  /** Newest first, every page. */
  list(sha: string): Promise<readonly CommitStatus[]>
}

const maxDescription = 140

export function openStatuses({ octokit, at }: Connection): Statuses {
  return {
    set: async (sha, { context, state, description, url }) => {
      const target = url === null ? {} : { target_url: url }
      await octokit.rest.repos.createCommitStatus({ ...at, sha, context, state, description: shortened(description), ...target })
    },
    list: async (sha) => {
      const statuses = await octokit.paginate(octokit.rest.repos.listCommitStatusesForRef, { ...at, ref: sha, per_page: 100 })
      return statuses.map(({ context, state, description, target_url, creator }) => ({
        context,
        state: state as StatusState,
        description: description ?? '',
        url: target_url ?? null,
        creator: creator?.login ?? null,
      }))
    },
  }
}

function shortened(text: string): string {
  const letters = [...text]
  return letters.length <= maxDescription ? text : `${letters.slice(0, maxDescription - 1).join('')}…`
}
