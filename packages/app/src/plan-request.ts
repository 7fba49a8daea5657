import { type PlanRequest, requireHub } from '@seaworthy/pipeline'
import type { Context } from './context.ts'
import { AppError } from './errors.ts'

/** What is judged in this run, from the event: the commit, the tree that is checked out, and the branch that it is to enter. */
export async function changeRequest({ event, line }: Pick<Context, 'event' | 'line'>): Promise<PlanRequest> {
  switch (event.kind) {
    case 'change': {
      const { head, base, pullRequest, fork, headBranch } = event
      return { kind: 'pull_request', commit: head, tree: await line.tree.head(), base, pullRequest, fork, headBranch }
    }
    case 'dispatched-change':
      return dispatched(line, event)
    case 'main':
      return {
        kind: 'pull_request',
        commit: event.sha,
        tree: event.sha,
        base: await firstParent(line, event.sha),
        pullRequest: null,
        fork: false,
        headBranch: null,
      }
    case 'local':
      return local(line)
    case 'run-ended':
    case 'comment':
      throw new AppError('EVENT_UNSUPPORTED', 'the end of another run and a comment have nothing to plan', { hint: 'they are for `report` alone' })
  }
}

// GitHub holds back the checks of pull requests that a workflow's own token opened: their line is dispatched, with the number.
async function dispatched(
  line: Context['line'],
  { head, branch, pullRequest }: { readonly head: string; readonly branch: string; readonly pullRequest: number | null },
): Promise<PlanRequest> {
  const hub = requireHub(line, 'a dispatched line')
  const pull = pullRequest === null ? null : await hub.pulls.get(pullRequest)
  if (pull && (pull.head.sha !== head || pull.head.repository !== hub.repository)) {
    throw new AppError('EVENT_UNREADABLE', `pull request #${pull.number} is at ${pull.head.sha}, this run at ${head}`, {
      hint: "dispatch the workflow on the pull request's own branch",
    })
  }
  const base = pull?.base.ref ?? hub.defaultBranch
  return {
    kind: 'pull_request',
    commit: head,
    tree: head,
    base: `origin/${base}`,
    pullRequest: pull?.number ?? null,
    fork: false,
    headBranch: branch,
  }
}

/** A laptop: the working tree as it is, against the default branch of `origin`, if there is one. */
async function local(line: Context['line']): Promise<PlanRequest> {
  const { tree } = await line.tree.workingTree()
  const candidates = ['origin/HEAD', 'origin/main', 'origin/master']
  const known = await Promise.all(candidates.map((ref) => line.tree.resolve(ref)))
  return {
    kind: 'local',
    commit: await line.tree.head(),
    tree,
    base: known.find((sha) => sha !== null) ?? null,
    pullRequest: null,
    fork: false,
    headBranch: null,
  }
}

async function firstParent(line: Context['line'], sha: string): Promise<string | null> {
  return (await line.tree.firstParents(sha, 2))[1] ?? null
}
