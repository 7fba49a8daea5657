import type { Config } from '@seaworthy/config'
import { type Hub, type Line, requireHub } from '../../line.ts'
import type { PullComment, PullRequest } from '../../ports.ts'
import { readConfig } from '../../repository-files.ts'
import { type WaiveCommand, waiveCommands } from './waive-command.ts'

/** All that decides whether a command in a comment counts, as GitHub and the base say it. */
export interface Heard {
  /** The commit that was judged. */
  readonly sha: string
  /** The models of the base's configuration. */
  readonly models: readonly string[]
  readonly config: Config | null
  readonly fork: boolean
  /** Login of who opened the pull request; null where the account is gone. */
  readonly author: string | null
  readonly mergedAt: string | null
  readonly now: Date
  readonly commands: readonly {
    readonly said: WaiveCommand
    readonly by: string | null
    readonly at: string
    /** Changed after it was said: by whom, nobody can tell. */
    readonly edited: boolean
    readonly url: string | null
  }[]
  /** Logins, in small letters, of approvers who may write to the repository at this moment. */
  readonly writers: ReadonlySet<string>
}

export interface HearRequest {
  readonly pullRequest: number
  /** The commit that was judged; null: the head of the pull request. */
  readonly sha: string | null
  /** The commit whose configuration says who approves: of the base, never of the change. */
  readonly policy: string | null
}

/** The commands under a pull request. Null where nobody said one, or there is no such pull request. */
export async function hear(line: Line, { pullRequest, sha, policy }: HearRequest): Promise<Heard | null> {
  const hub = requireHub(line, 'reading the comments of a pull request')
  const commands = await commandsUnder(hub, pullRequest)
  const pull = commands.length > 0 ? await hub.pulls.get(pullRequest) : null
  if (!pull) return null
  const config = policy === null ? null : await readConfig(line.tree, policy)
  return {
    sha: sha ?? pull.head.sha,
    models: config?.models.map(({ name }) => name) ?? [],
    config,
    fork: pull.head.repository !== hub.repository,
    author: pull.author,
    mergedAt: pull.mergedAt,
    now: line.clock.now(),
    commands,
    writers: await writersAmong(hub, { config, commands, pull }),
  }
}

async function commandsUnder(hub: Hub, pullRequest: number): Promise<Heard['commands']> {
  const heard: Heard['commands'][number][] = []
  for await (const comment of hub.commentsOn(pullRequest)) heard.push(...spoken(comment))
  return heard
}

function spoken({ body, author, createdAt, updatedAt, url }: PullComment): Heard['commands'] {
  return waiveCommands(body).map((said) => ({ said, by: author, at: createdAt, edited: createdAt !== updatedAt, url }))
}

interface Asking {
  readonly config: Config | null
  readonly commands: Heard['commands']
  readonly pull: PullRequest
}

// GitHub is asked about approvers who spoke, and about nobody else: strangers cannot make it many requests.
async function writersAmong(hub: Hub, { config, commands, pull }: Asking): Promise<ReadonlySet<string>> {
  const approvers = new Set((config?.models ?? []).flatMap(({ evaluate }) => evaluate.waivers.approvers.map((login) => login.toLowerCase())))
  const spoke = new Set(commands.flatMap(({ by }) => (by === null ? [] : [by.toLowerCase()])))
  const asked = [...spoke].filter((login) => approvers.has(login) && login !== pull.author?.toLowerCase())
  const levels = await Promise.all(asked.map((login) => hub.permissionOf(login)))
  return new Set(asked.filter((_, at) => levels[at] === 'write' || levels[at] === 'admin'))
}
