import type { Connection } from './connection.ts'
import { createOnce } from './create-once.ts'
import { GitHubError, orNull } from './errors.ts'
import { once } from './octokit.ts'

export interface PullRequest {
  readonly number: number
  readonly title: string
  readonly state: 'open' | 'closed'
  readonly merged: boolean
  readonly mergeCommit: string | null
  readonly mergedAt: string | null
  /** Login of who opened it; null where the account is gone. */
  readonly author: string | null
  readonly url: string
  /** `repository` is owner/name, null when the fork is gone. */
  readonly head: { readonly sha: string; readonly ref: string; readonly repository: string | null }
  readonly base: { readonly sha: string; readonly ref: string }
}

export interface NewPull {
  /** `branch`, or `owner:branch`. */
  readonly head: string
  readonly base: string
  readonly title: string
  readonly body: string
}

export interface Pulls {
  get(number: number): Promise<PullRequest | null>
  /** Merged pull requests that brought a commit to the default branch. */
  ofCommit(sha: string): Promise<readonly PullRequest[]>
  /** Open pull requests from `owner:branch`. */
  fromHead(head: string): Promise<readonly PullRequest[]>
  /** Every open pull request, every page. */
  allOpen(): Promise<readonly PullRequest[]>
  /** One already open from this head to this base is returned instead. */
  open(pull: NewPull): Promise<PullRequest>
}

export function openPulls(connection: Connection): Pulls {
  const { octokit, at } = connection
  return {
    get: async (number) => {
      const found = await orNull(octokit.rest.pulls.get({ ...at, pull_number: number }))
      return found && pullOf(found.data)
    },
    ofCommit: (sha) => ofCommit(connection, sha),
    fromHead: (head) => fromHead(connection, head),
    allOpen: async () => (await octokit.paginate(octokit.rest.pulls.list, { ...at, state: 'open', per_page: 100 })).map(pullOf),
    open: (pull) => openPull(connection, pull),
  }
}

async function ofCommit({ octokit, at }: Connection, sha: string): Promise<readonly PullRequest[]> {
  const pulls = await octokit.paginate(octokit.rest.repos.listPullRequestsAssociatedWithCommit, { ...at, commit_sha: sha, per_page: 100 })
  return pulls.filter(({ merged_at, base }) => merged_at && base.ref === base.repo.default_branch).map(pullOf)
}

async function fromHead({ octokit, at }: Connection, head: string): Promise<readonly PullRequest[]> {
  const pulls = await octokit.paginate(octokit.rest.pulls.list, { ...at, head: fullHead(head, at.owner), state: 'open', per_page: 100 })
  return pulls.map(pullOf)
}

async function openPull(connection: Connection, pull: NewPull): Promise<PullRequest> {
  const { octokit, at } = connection
  const find = async () => (await fromHead(connection, pull.head)).find(({ base }) => base.ref === pull.base) ?? null
  const create = async () => pullOf((await octokit.rest.pulls.create({ ...at, ...pull, ...once })).data)
  try {
    return await createOnce(connection, { create, find })
  } catch (error) {
    if (!(error instanceof GitHubError) || error.code !== 'REQUEST_REFUSED' || !/already exists/i.test(error.answer ?? '')) throw error
    const found = await find()
    if (found === null) throw error
    return found
  }
}

function fullHead(head: string, owner: string): string {
  return head.includes(':') ? head : `${owner}:${head}`
}

interface RawPull {
  readonly number: number
  readonly title: string
  readonly state: string
  readonly merged_at: string | null
  readonly merge_commit_sha?: string | null
  readonly html_url: string
  readonly user: { readonly login: string } | null
  readonly head: { readonly sha: string; readonly ref: string; readonly repo?: { readonly full_name: string } | null }
  readonly base: { readonly sha: string; readonly ref: string }
}

// Before the merge `merge_commit_sha` is only GitHub's trial merge.
function pullOf(raw: RawPull): PullRequest {
  const merged = raw.merged_at !== null
  return {
    number: raw.number,
    title: raw.title,
    state: raw.state === 'open' ? 'open' : 'closed',
    merged,
    mergeCommit: merged ? (raw.merge_commit_sha ?? null) : null,
    mergedAt: raw.merged_at,
    author: raw.user?.login ?? null,
    url: raw.html_url,
    head: { sha: raw.head.sha, ref: raw.head.ref, repository: raw.head.repo?.full_name ?? null },
    base: { sha: raw.base.sha, ref: raw.base.ref },
  }
}
