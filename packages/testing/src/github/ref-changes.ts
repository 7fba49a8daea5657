import { presentAccount } from './present/account.ts'
import { presentPull } from './present/issue.ts'
import { pageUrl } from './present/repository.ts'
import { updatePullRefs } from './pull-refs.ts'
import { recordEvent } from './record-event.ts'
import type { Pull, Repository } from './repository.ts'
import { now, type World } from './world.ts'

/** A ref that moved; null where it did not exist before or does not any more. */
export interface RefChange {
  readonly ref: string
  readonly before: string | null
  readonly after: string | null
}

const ZERO = '0'.repeat(40)

/** What GitHub does after refs moved, by whatever way: push events, and pull requests that follow their branches. */
export async function followRefChanges(world: World, repository: Repository, changes: readonly RefChange[], actor: string): Promise<void> {
  for (const change of changes) {
    if (!/^refs\/(heads|tags)\//.test(change.ref)) continue
    recordEvent(world, repository, { name: 'push', actor, payload: await pushPayload(world, repository, change, actor) })
    if (change.ref.startsWith('refs/heads/')) await followBranch(world, repository, change, actor)
  }
}

async function followBranch(world: World, repository: Repository, change: RefChange, actor: string): Promise<void> {
  const branch = change.ref.slice('refs/heads/'.length)
  for (const target of world.repositories.values()) {
    for (const pull of target.pulls.values()) {
      if (target.issues.get(pull.number)?.state !== 'open' || change.after === null) continue
      if (pull.head.repository === repository && pull.head.branch === branch)
        await synchronize(world, target, pull, { ...change, after: change.after }, actor)
      else if (target === repository && pull.base.branch === branch) await updatePullRefs(world, target, pull)
    }
  }
}

async function synchronize(world: World, target: Repository, pull: Pull, change: RefChange & { after: string }, actor: string): Promise<void> {
  pull.head.sha = change.after
  const issue = target.issues.get(pull.number)
  if (issue !== undefined) issue.updatedAt = now(world)
  await updatePullRefs(world, target, pull)
  const payload = { number: pull.number, before: change.before, after: change.after, pull_request: presentPull(world, target, pull) }
  recordEvent(world, target, { name: 'pull_request', action: 'synchronize', actor, payload })
}

async function pushPayload(world: World, repository: Repository, { ref, before, after }: RefChange, actor: string): Promise<Record<string, unknown>> {
  const commit = after === null ? null : await repository.git.commit(after)
  const head =
    commit === null
      ? null
      : {
          id: commit.sha,
          tree_id: commit.tree,
          message: commit.message,
          timestamp: commit.committer.date,
          author: commit.author,
          committer: commit.committer,
        }
  const forced = before !== null && after !== null && !(await repository.git.isAncestor(before, after))
  return {
    ref,
    before: before ?? ZERO,
    after: after ?? ZERO,
    created: before === null,
    deleted: after === null,
    forced,
    base_ref: null,
    compare: `${pageUrl(world, repository)}/compare/${before ?? ZERO}...${after ?? ZERO}`,
    commits: head === null ? [] : [head],
    head_commit: head,
    pusher: { name: actor, email: `${actor}@users.noreply.github.com` },
    organization: presentAccount(world, repository.owner),
  }
}
