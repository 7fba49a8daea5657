// What happens between people, the bot and GitHub: opening, playing and reading.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { GitHub, HostedRepository, PullRequestView, Results } from '@seaworthy/testing'
import type { Harbour } from '../line/play-job.ts'
import { type Played, playLine } from '../line/play-line.ts'
import { type Trigger, triggerOf } from '../line/trigger.ts'
import { watch } from './display.ts'
import type { Expectations } from './expectations.ts'

const run = promisify(execFile)

export interface Demo {
  readonly github: GitHub
  readonly results: Results
  readonly repository: HostedRepository
  readonly harbour: Harbour
  readonly expect: Expectations
  /** Requests to the API that each stage made: of the line that asked most. */
  readonly calls: Map<string, number>
}

export interface Story {
  readonly id: string
  readonly branch: string
  readonly title: string
  readonly body: string
  changes(read: (file: string) => string): Record<string, string>
}

export interface Opened {
  readonly pull: PullRequestView
  readonly trigger: Trigger
}

export async function open({ repository, github }: Demo, story: Story): Promise<Opened> {
  const at = await readers(repository)
  const pull = await repository.openPullRequest({ head: story.branch, title: story.title, body: story.body, files: story.changes(at) })
  const event = github.takeEvents().find((one) => one.name === 'pull_request' && one.payload.number === pull.number)
  const trigger = event ? await triggerOf(repository, event) : null
  if (!trigger) throw new Error(`opening pull request #${pull.number} started nothing`)
  return { pull, trigger }
}

export async function opened(demo: Demo, story: Story): Promise<{ readonly pull: PullRequestView; readonly comment: string }> {
  const { pull, trigger } = await open(demo, story)
  await play(demo, trigger, 'pull request')
  return { pull, comment: await commentOf(demo, pull) }
}

export async function play({ harbour, calls }: Demo, trigger: Trigger | null, label: string): Promise<Played> {
  if (!trigger) throw new Error(`${label}: nothing was triggered`)
  const played = await playLine(harbour, trigger, watch(label))
  for (const job of Object.values(played.jobs))
    for (const [stage, count] of Object.entries(job.calls)) calls.set(stage, Math.max(count, calls.get(stage) ?? 0))
  const unexpected = Object.entries(played.jobs).find(([job, result]) => !result.ok && job !== 'evaluate')
  if (unexpected) throw new Error(`${label}, job ${unexpected[0]}:\n${unexpected[1].log}`)
  return played
}

export async function nextTrigger({ github, repository }: Demo, name: string): Promise<Trigger | null> {
  const events = github.takeEvents().filter((event) => event.name === name)
  const last = events.at(-1)
  return last ? triggerOf(repository, last) : null
}

export async function commentOf({ repository }: Demo, pull: PullRequestView): Promise<string> {
  const { comments } = await repository.snapshot()
  const own = comments.filter((comment) => comment.issue === pull.number)
  if (own.length !== 1) throw new Error(`pull request #${pull.number} has ${own.length} comments of the bot, not one`)
  return String(own[0]?.body)
}

export function status({ repository }: Demo, pull: PullRequestView): string | null {
  const own = repository.state.statuses.filter((one) => one.sha === pull.headSha && one.context === 'seaworthy')
  return own.at(-1)?.state ?? null
}

export function publishedDigest({ repository }: Demo, tag: string): string | null {
  const line = repository
    .assetBytes(tag, 'checksums.txt')
    ?.toString()
    .split('\n')
    .find((one) => one.endsWith('model.onnx'))
  return line ? line.slice(0, 64) : null
}

/** The digest of the model that the pull request's own run trained, from the artifact that it left. */
export function trainedModel({ repository }: Demo): string | null {
  const record = repository.assetBytes('flight-delay@v1.1.0', 'record.json')
  if (!record) return null
  const { sections } = JSON.parse(record.toString()) as {
    readonly sections: {
      readonly train: { readonly run: { readonly event: string }; readonly produced: readonly { readonly role: string; readonly digest: string }[] }
    }
  }
  if (sections.train.run.event !== 'pull_request') return null
  return sections.train.produced.find((one) => one.role === 'model')?.digest.slice(7) ?? null
}

export async function changesOnlyLock({ repository }: Demo, pull: PullRequestView): Promise<boolean> {
  const { stdout } = await run('git', ['diff', '--name-only', pull.baseSha, pull.headSha], { cwd: repository.gitPath })
  return stdout.trim() === 'seaworthy.lock'
}

/** A reader of main's files as they are now. */
async function readers(repository: HostedRepository): Promise<(file: string) => string> {
  const names = ['params.yaml', 'train.py', 'seaworthy.yml', 'airports.txt']
  const found = new Map(await Promise.all(names.map(async (name) => [name, (await repository.read('main', name))?.toString() ?? ''] as const)))
  return (file) => found.get(file) ?? ''
}
