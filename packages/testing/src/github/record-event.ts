import { presentAccount } from './present/account.ts'
import { presentRepository } from './present/repository.ts'
import type { Repository } from './repository.ts'
import { ACTIONS_BOT } from './token.ts'
import type { GitHubEvent, World } from './world.ts'

export interface EventDraft {
  readonly name: GitHubEvent['name']
  readonly action?: string
  readonly actor: string
  readonly payload: Record<string, unknown>
  /** Kept apart as an event that starts no workflow; default: whether GITHUB_TOKEN caused it. */
  readonly suppressed?: boolean
}

/** What GITHUB_TOKEN causes starts no workflow (dispatches apart): such events are kept in `suppressedEvents`. */
export function recordEvent(
  world: World,
  repository: Repository,
  { name, action, actor, payload, suppressed = actor === ACTIONS_BOT }: EventDraft,
): void {
  const queue = suppressed ? world.suppressedEvents : world.events
  queue.push({
    name,
    action: action ?? null,
    repository: repository.fullName,
    actor,
    payload: {
      ...(action === undefined ? {} : { action }),
      ...payload,
      repository: presentRepository(world, repository),
      sender: presentAccount(world, actor),
    },
  })
}
