import type { Connection } from './connection.ts'
import { GitHubError, orNull } from './errors.ts'
import { asFile } from './git-objects.ts'
import { openRefs } from './refs.ts'

export interface BranchCommit {
  readonly branch: string
  /** The commit that it stands on. */
  readonly parent: string
  readonly message: string
  /** Path to new text. */
  readonly files: Readonly<Record<string, string>>
}

export interface Branches {
  tip(branch: string): Promise<string | null>
  /**
   * One commit on top of `parent`, as the branch: created, moved forward, or, only where the branch is ours, moved by force. A branch that
   * holds just this change already is left as it is.
   */
  commit(change: BranchCommit): Promise<string>
}

/** Branches that we may move by force, as long as nobody else has committed to them. */
export const ourBranchPrefix = 'seaworthy/'

export function openBranches(connection: Connection): Branches {
  return {
    tip: (branch) => tipOf(connection, branch),
    commit: (change) => commitToBranch(connection, change),
  }
}

async function tipOf(connection: Connection, branch: string): Promise<string | null> {
  return (await openRefs(connection).get(`refs/heads/${branch}`))?.object.sha ?? null
}

async function commitToBranch(connection: Connection, change: BranchCommit): Promise<string> {
  const { branch, parent, message } = change
  const tree = await changedTree(connection, change)
  const tip = await tipOf(connection, branch)
  if (tip !== null && (await holds(connection, tip, { tree, parent }))) return tip
  const { octokit, at } = connection
  const { data } = await octokit.rest.git.createCommit({ ...at, message, tree, parents: [parent] })
  if (tip === null && (await openRefs(connection).create(`refs/heads/${branch}`, data.sha)) === 'created') return data.sha
  await moveBranch(connection, { branch, from: tip, to: data.sha, parent, by: data.author })
  return data.sha
}

async function changedTree({ octokit, at }: Connection, { parent, files }: BranchCommit): Promise<string> {
  const { data: commit } = await octokit.rest.git.getCommit({ ...at, commit_sha: parent })
  const entries = await Promise.all(
    Object.entries(files).map(async ([path, text]) => {
      const blob = await octokit.rest.git.createBlob({ ...at, content: Buffer.from(text).toString('base64'), encoding: 'base64' })
      return asFile({ path, sha: blob.data.sha })
    }),
  )
  return (await octokit.rest.git.createTree({ ...at, base_tree: commit.tree.sha, tree: entries })).data.sha
}

async function holds(
  { octokit, at }: Connection,
  tip: string,
  { tree, parent }: { readonly tree: string; readonly parent: string },
): Promise<boolean> {
  const { data } = await octokit.rest.git.getCommit({ ...at, commit_sha: tip })
  return data.tree.sha === tree && data.parents.length === 1 && data.parents[0]?.sha === parent
}

interface Move {
  readonly branch: string
  readonly from: string | null
  readonly to: string
  readonly parent: string
  readonly by: { readonly name: string; readonly email: string }
}

async function moveBranch(connection: Connection, { branch, from, to, parent, by }: Move): Promise<void> {
  const { octokit, at } = connection
  const force = from !== parent
  if (force && !(await isOurs(connection, branch, { tip: from, by })))
    throw new GitHubError('BRANCH_TAKEN', `the branch "${branch}" holds commits that are not ours, so it is not moved`, {
      hint: 'merge or delete it',
    })
  await octokit.rest.git.updateRef({ ...at, ref: `heads/${branch}`, sha: to, force })
}

async function isOurs(
  { octokit, at }: Connection,
  branch: string,
  { tip, by }: { readonly tip: string | null; readonly by: Move['by'] },
): Promise<boolean> {
  if (!branch.startsWith(ourBranchPrefix) || tip === null) return false
  const found = await orNull(octokit.rest.git.getCommit({ ...at, commit_sha: tip }))
  return found?.data.author.name === by.name && found.data.author.email === by.email
}
