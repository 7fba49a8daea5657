import { type Lock, serializeLock } from '@seaworthy/config'
import { canonicalDigest, type Section, shortDigest } from '@seaworthy/record'
import { issueMarker, parseIssue, renderIssue, renderRetrainPullRequest } from '@seaworthy/report'
import { type Line, requireHub } from './line.ts'
import { withFiles } from './lock.ts'
import type { Issue, PullRequest } from './ports.ts'
import { lineWorkflow, lockPath, modelNamed, readLock, requireConfig } from './repository-files.ts'

export const issueLabel = 'seaworthy'

export interface Opened {
  readonly issue: Issue | null
  readonly pull: PullRequest | null
}

/** Earlier looks, as the one issue of a model keeps them. */
export async function historyOf(line: Line, model: string): Promise<ReturnType<typeof parseIssue>> {
  const issue = line.hub ? await issueOf(line, model) : null
  return parseIssue(issue?.body ?? '')
}

/**
 * Acts on a look: one issue for each model, opened, updated in place, closed on recovery; and, where the decision is to retrain, a pull
 * request that changes the lock and nothing else. Its own run trains and judges the challenger; nothing is trained here.
 */
export async function openRetraining(line: Line, look: Section<'monitor'>): Promise<Opened> {
  const history = await historyOf(line, look.model)
  const { decision } = look.body
  const pull = decision === 'retrain' ? await openPullRequest(line, look) : null
  const issue = await keepIssue(line, look, { history, pull })
  return { issue, pull }
}

async function issueOf(line: Line, model: string): Promise<Issue | null> {
  const marker = issueMarker(model)
  const open = await requireHub(line, 'watching').issues.open(issueLabel)
  return open.find((issue) => issue.body.includes(marker) && issue.author === 'github-actions[bot]') ?? null
}

async function keepIssue(
  line: Line,
  look: Section<'monitor'>,
  { history, pull }: { readonly history: ReturnType<typeof parseIssue>; readonly pull: PullRequest | null },
): Promise<Issue | null> {
  const { issues } = requireHub(line, 'watching')
  const known = await issueOf(line, look.model)
  const at = line.clock.now().toISOString()
  const { title, body } = renderIssue({ section: look, history, at, pullRequest: pull })
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
async function openPullRequest(line: Line, look: Section<'monitor'>): Promise<PullRequest> {
  const hub = requireHub(line, 'retraining')
  const head = await line.tree.head()
  const model = modelNamed(await requireConfig(line.tree, head), look.model)
  const source = model.monitor?.source ?? ''
  const lock: Lock = withFiles(await readLock(line.tree, head), source, look.body.data.files)
  const branch = `seaworthy/retrain-${look.model}-${shortDigest(canonicalDigest(look.body.data.files))}`
  const open = (await hub.pulls.fromHead(`${hub.repository.split('/')[0]}:${branch}`)).find((pull) => pull.state === 'open')
  if (open) return open
  const { title, body } = renderRetrainPullRequest(look)
  await hub.branches.commit({ branch, parent: head, message: title, files: { [lockPath]: serializeLock(lock) } })
  const pull = await hub.pulls.open({ head: branch, base: hub.defaultBranch, title, body })
  await hub.dispatches.workflow(lineWorkflow, branch, { pr: String(pull.number) })
  return pull
}
