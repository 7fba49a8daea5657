import type { Connection } from './connection.ts'
import { GitHubError, orNull } from './errors.ts'

export interface GitPerson {
  readonly name: string
  readonly email: string
  /** ISO 8601, whole seconds. */
  readonly date: string
}

export interface CommitInput {
  readonly message: string
  readonly tree: string
  readonly parents: readonly string[]
  /** Author and committer alike. */
  readonly author: GitPerson
}

export interface CommitObject {
  readonly sha: string
  readonly message: string
  readonly tree: string
  readonly parents: readonly string[]
  readonly committedAt: string
}

export interface TagInput {
  readonly tag: string
  /** A commit. */
  readonly object: string
  readonly message: string
  readonly tagger: GitPerson
}

export interface TagObject {
  readonly sha: string
  readonly tag: string
  readonly object: { readonly type: string; readonly sha: string }
  readonly message: string
  readonly taggedAt: string
}

/** Objects are named by their content, so every call may be repeated. */
export interface GitObjects {
  blob(bytes: Uint8Array): Promise<string>
  tree(entries: readonly { readonly path: string; readonly sha: string }[]): Promise<string>
  commit(commit: CommitInput): Promise<string>
  readCommit(sha: string): Promise<CommitObject | null>
  /** A file at the top level of the commit's tree, up to 4 MiB. */
  readFile(commit: string, path: string): Promise<Uint8Array | null>
  tag(tag: TagInput): Promise<string>
  readTag(sha: string): Promise<TagObject | null>
}

const maxFileBytes = 4 * 1024 * 1024

/** Git objects through the Git data API. */
export function openGitObjects(connection: Connection): GitObjects {
  const { octokit, at } = connection
  const { git } = octokit.rest
  return {
    blob: async (bytes) => (await git.createBlob({ ...at, content: Buffer.from(bytes).toString('base64'), encoding: 'base64' })).data.sha,
    tree: async (entries) => (await git.createTree({ ...at, tree: entries.map(asFile) })).data.sha,
    commit: async ({ message, tree, parents, author }) =>
      (await git.createCommit({ ...at, message, tree, parents: [...parents], author: { ...author }, committer: { ...author } })).data.sha,
    readCommit: (sha) => readCommit(connection, sha),
    readFile: (commit, path) => readFile(connection, commit, path),
    tag: async ({ tagger, ...tag }) => (await git.createTag({ ...at, ...tag, type: 'commit', tagger: { ...tagger } })).data.sha,
    readTag: (sha) => readTag(connection, sha),
  }
}

/** An ordinary file in a tree that is about to be made. */
export function asFile({ path, sha }: { readonly path: string; readonly sha: string }) {
  return { path, sha, mode: '100644', type: 'blob' } as const
}

async function readCommit({ octokit, at }: Connection, sha: string): Promise<CommitObject | null> {
  const found = await orNull(octokit.rest.git.getCommit({ ...at, commit_sha: sha }))
  if (!found) return null
  const { message, tree, parents, committer } = found.data
  return { sha: found.data.sha, message, tree: tree.sha, parents: parents.map((parent) => parent.sha), committedAt: committer.date }
}

async function readFile(connection: Connection, commit: string, path: string): Promise<Uint8Array | null> {
  const { octokit, at } = connection
  const found = await readCommit(connection, commit)
  if (!found) return null
  const { data } = await octokit.rest.git.getTree({ ...at, tree_sha: found.tree })
  const entry = data.tree.find((one) => one.path === path && one.type === 'blob')
  if (!entry?.sha) return null
  if ((entry.size ?? 0) > maxFileBytes)
    throw new GitHubError('FILE_TOO_LARGE', `${path} in commit ${commit} has ${entry.size} bytes; ${maxFileBytes} are allowed`)
  const blob = await octokit.rest.git.getBlob({ ...at, file_sha: entry.sha })
  return new Uint8Array(Buffer.from(blob.data.content, 'base64'))
}

async function readTag({ octokit, at }: Connection, sha: string): Promise<TagObject | null> {
  const found = await orNull(octokit.rest.git.getTag({ ...at, tag_sha: sha }))
  if (!found) return null
  const { tag, object, message, tagger } = found.data
  return { sha: found.data.sha, tag, object: { type: object.type, sha: object.sha }, message, taggedAt: tagger.date }
}
