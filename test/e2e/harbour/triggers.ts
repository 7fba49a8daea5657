// What starts a run next, from the table that the demo shares.
import type { GitHub, HostedRepository } from '@seaworthy/testing'
import { dispatchTrigger, type Trigger, triggerOf } from '../../../scripts/line/trigger.ts'

interface Place {
  readonly github: GitHub
  readonly repository: HostedRepository
}

/** A push of main as it is now. */
export async function pushTrigger({ repository }: Place): Promise<Trigger> {
  const main = repository.state.defaultBranch
  const payload = { ref: `refs/heads/${main}`, before: '0'.repeat(40), after: await repository.sha(main), deleted: false }
  const trigger = await triggerOf(repository, { name: 'push', action: null, repository: repository.fullName, actor: repository.state.owner, payload })
  if (!trigger) throw new Error('a push of main has started nothing')
  return trigger
}

/** What the newest event of a name started. */
export async function eventTrigger({ github, repository }: Place, name: string): Promise<Trigger> {
  const event = github.takeEvents().findLast((one) => one.name === name)
  const trigger = event ? await triggerOf(repository, event) : null
  if (!trigger) throw new Error(`no ${name} has started anything`)
  return trigger
}

/** What GITHUB_TOKEN dispatched. */
export async function queuedTrigger({ github, repository }: Place): Promise<Trigger> {
  const dispatch = github.takeDispatches().at(-1)
  if (dispatch?.kind !== 'workflow_dispatch') throw new Error('no workflow was dispatched')
  return dispatchTrigger(repository, dispatch)
}
