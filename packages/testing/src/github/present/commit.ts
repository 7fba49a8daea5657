import type { CommitObject } from '../../git/commit-object.ts'
import { changedFiles, EMPTY_TREE } from '../../git/diff.ts'
import type { Repository } from '../repository.ts'
import type { World } from '../world.ts'
import { apiUrl, pageUrl } from './repository.ts'

export type KnownCommit = CommitObject & { readonly sha: string }

const UNSIGNED = { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null }

/** As `git/get-commit` answers it. */
export function presentGitCommit(world: World, repository: Repository, commit: KnownCommit): Record<string, unknown> {
  const api = apiUrl(world, repository)
  return {
    sha: commit.sha,
    node_id: `C_${commit.sha}`,
    url: `${api}/git/commits/${commit.sha}`,
    html_url: `${pageUrl(world, repository)}/commit/${commit.sha}`,
    author: commit.author,
    committer: commit.committer,
    message: commit.message,
    tree: { sha: commit.tree, url: `${api}/git/trees/${commit.tree}` },
    parents: commit.parents.map((sha) => ({ sha, url: `${api}/git/commits/${sha}`, html_url: `${pageUrl(world, repository)}/commit/${sha}` })),
    verification: UNSIGNED,
  }
}

/** As lists of commits show it. */
export function presentCommit(world: World, repository: Repository, commit: KnownCommit): Record<string, unknown> {
  const { author, committer, message, tree, parents, ...links } = presentGitCommit(world, repository, commit)
  return {
    ...links,
    url: `${apiUrl(world, repository)}/commits/${commit.sha}`,
    commit: { author, committer, message, tree, comment_count: 0, verification: UNSIGNED },
    author: null,
    committer: null,
    parents,
  }
}

export async function presentFiles(world: World, repository: Repository, from: string | null, to: string): Promise<Record<string, unknown>[]> {
  const files = await changedFiles(repository.git, from ?? EMPTY_TREE, to)
  return files.map(({ filename, status, previous, sha, additions, deletions, patch }) => ({
    sha,
    filename,
    status,
    additions,
    deletions,
    changes: additions + deletions,
    blob_url: `${pageUrl(world, repository)}/blob/${to}/${filename}`,
    raw_url: `${pageUrl(world, repository)}/raw/${to}/${filename}`,
    contents_url: `${apiUrl(world, repository)}/contents/${filename}?ref=${to}`,
    ...(patch === null ? {} : { patch }),
    ...(previous === null ? {} : { previous_filename: previous }),
  }))
}
