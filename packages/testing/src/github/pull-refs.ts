import { mergedTree } from '../git/merge.ts'
import type { Pull, Repository } from './repository.ts'
import { now, type World } from './world.ts'

const BOT = { name: 'GitHub', email: 'noreply@github.com' }

/** Brings `refs/pull/N/head` and `refs/pull/N/merge` to what head and base are now; on a conflict there is no merge ref. */
export async function updatePullRefs(world: World, repository: Repository, pull: Pull): Promise<void> {
  await fetchHead(repository, pull)
  await repository.git.updateRef(`refs/pull/${pull.number}/head`, pull.head.sha)
  pull.base.sha = (await repository.git.sha(`refs/heads/${pull.base.branch}`)) ?? pull.base.sha
  const tree = await mergedTree(repository.git, pull.base.sha, pull.head.sha)
  pull.mergeable = tree !== null
  if (tree === null) return void (await repository.git.updateRef(`refs/pull/${pull.number}/merge`, null))
  const signature = { ...BOT, date: now(world) }
  const message = `Merge ${pull.head.sha} into ${pull.base.sha}`
  pull.mergeCommitSha = await repository.git.writeCommit({
    tree,
    parents: [pull.base.sha, pull.head.sha],
    author: signature,
    committer: signature,
    message,
  })
  await repository.git.updateRef(`refs/pull/${pull.number}/merge`, pull.mergeCommitSha)
}

/** The objects of a fork's branch must be readable in the base repository, as they are on GitHub. */
async function fetchHead(repository: Repository, pull: Pull): Promise<void> {
  if (pull.head.repository === repository) return
  await repository.git.git([
    'fetch',
    '-q',
    '--no-tags',
    pull.head.repository.git.path,
    `+refs/heads/${pull.head.branch}:refs/pull/${pull.number}/head`,
  ])
}
