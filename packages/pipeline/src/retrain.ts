import { type Lock, serializeLock } from '@seaworthy/config'
import { canonicalDigest, type Section, shortDigest } from '@seaworthy/record'
import { issueMarker, issueTitle, type PastLook, readLooks, renderIssue, renderRetrainPullRequest, retrainTitle } from '@seaworthy/report'
import { type Line, requireHub } from './line.ts'
import { withFiles } from './lock.ts'
import type { Issue, PullRequest } from './ports.ts'
import { lineWorkflow, lockPath, modelNamed, readLock, requireConfig } from './repository-files.ts'

export const issueLabel = 'seaworthy'

export interface Opened {
  readonly issue: Issue | null
  readonly pull: PullRequest | null
}

export interface History {
  /** Earlier looks, oldest first. */
  readonly looks: readonly PastLook[]
  /** When a retraining was last asked for, and not since; null: never, or it is still being asked for. */
  readonly retrainedAt: Date | null
}

/** Earlier looks, as the one issue of a model keeps them. */
export async function historyOf(line: Line, model: string): Promise<History> {
  const issue = line.hub ? await issueOf(line, model) : null
  const looks = readLooks(issue?.body ?? '')
  const asked = looks.findLast((look) => look.decision === 'retrain')
  const settled = asked && looks.at(-1) !== asked
  return { looks, retrainedAt: settled && asked.at ? new Date(asked.at) : null }
}

/**
 * Acts on a look: one issue for each model, opened, updated in place, closed on recovery; and, where the decision is to retrain, a pull
 * request that changes the lock and nothing else. Its own run trains and judges the challenger; nothing is trained here.
 */
export async function openRetraining(line: Line, look: Section<'monitor'>): Promise<Opened> {
  const { looks } = await historyOf(line, look.model)
  const known = await issueOf(line, look.model)
  const pull = look.body.decision === 'retrain' ? await openPullRequest(line, look, known) : null
  const issue = await keepIssue(line, look, { looks, known, pull })
  return { issue, pull }
}

async function issueOf(line: Line, model: string): Promise<Issue | null> {
  const marker = issueMarker(model)
  const open = await requireHub(line, 'watching').issues.open(issueLabel)
  return open.find((issue) => issue.body.includes(marker) && issue.author === 'github-actions[bot]') ?? null
}

interface Kept {
  readonly looks: readonly PastLook[]
  readonly known: Issue | null
  readonly pull: PullRequest | null
}

async function keepIssue(line: Line, look: Section<'monitor'>, { looks, known, pull }: Kept): Promise<Issue | null> {
  const { issues } = requireHub(line, 'watching')
  const title = issueTitle(look)
  const body = renderIssue({ section: look, history: looks, pullRequest: pull, at: line.clock.now().toISOString() })
  if (look.body.decision === 'none') return known ? close(line, known, body) : null
  if (!known) return issues.create({ title, body, labels: [issueLabel], marker: issueMarker(look.model) })
  await issues.update(known.number, { title, body })
  return known
}

async function close(line: Line, known: Issue, body: string): Promise<Issue> {
  const { issues } = requireHub(line, 'watching')
  await issues.update(known.number, { body, state: 'closed' })
  return { ...known, state: 'closed' }
}

/** The branch is named by what it asks for, so that a second run finds the first one's. */
async function openPullRequest(line: Line, look: Section<'monitor'>, issue: Issue | null): Promise<PullRequest> {
  const hub = requireHub(line, 'retraining')
  const head = await line.tree.head()
  const model = modelNamed(await requireConfig(line.tree, head), look.model)
  const source = model.monitor?.source ?? ''
  const lock: Lock = withFiles(
    await readLock(line.tree, head),
    source,
    look.body.data.files.map((file) => ({ ...file, uri: file.uri ?? null })),
  )
  const branch = `seaworthy/retrain-${look.model}-${shortDigest(canonicalDigest(look.body.data.files))}`
  const open = (await hub.pulls.fromHead(`${hub.repository.split('/')[0]}:${branch}`)).find((pull) => pull.state === 'open')
  if (open) return started(line, open)
  const title = retrainTitle(look)
  const body = renderRetrainPullRequest({ section: look, issue })
  await hub.branches.commit({ branch, parent: head, message: title, files: { [lockPath]: serializeLock(lock) } })
  return started(line, await hub.pulls.open({ head: branch, base: hub.defaultBranch, title, body }))
}

/** A pull request that a workflow opened starts nothing by itself: its line is dispatched, unless an earlier look has done so. */
async function started(line: Line, pull: PullRequest): Promise<PullRequest> {
  const { runs, dispatches } = requireHub(line, 'retraining')
  const known = await runs.ofWorkflow(lineWorkflow, { headSha: pull.head.sha })
  if (known.length === 0) await dispatches.workflow(lineWorkflow, pull.head.ref, { pr: String(pull.number) })
  return pull
}
