// The main job on real data: five chapters in the life of a model, on a GitHub that behaves, through the code that the actions run.
import { execFile } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, symlink } from 'node:fs/promises'
import path from 'node:path'
import process from 'node:process'
import { promisify } from 'node:util'
import { type GitHub, type HostedRepository, type PullRequestView, type Results, startGitHub, startResults } from '@seaworthy/testing'
import type { Harbour } from '../line/play-job.ts'
import { type Played, playLine } from '../line/play-line.ts'
import { dispatchTrigger, scheduleTrigger, type Trigger, triggerOf } from '../line/trigger.ts'
import { chapter, quote, say, watch } from './display.ts'
import { Expectations } from './expectations.ts'
import { leave } from './out.ts'
import { PythonMissing, pythonBin } from './python.ts'

const root = path.resolve(import.meta.dirname, '../..')
const example = path.join(root, 'examples/flight-delay')
const cache = path.join(root, '.cache/demo')
const out = path.join(root, 'out/demo')
const run = promisify(execFile)

interface Demo {
  readonly github: GitHub
  readonly results: Results
  readonly repository: HostedRepository
  readonly harbour: Harbour
  readonly expect: Expectations
  /** Requests to the API that each stage made: of the line that asked most. */
  readonly calls: Map<string, number>
}

interface Story {
  readonly id: string
  readonly branch: string
  readonly title: string
  readonly body: string
  changes(read: (file: string) => string): Record<string, string>
}

async function main(): Promise<void> {
  const started = performance.now()
  const python = await pythonBin({ cache, requirements: path.join(example, 'requirements.txt'), say })
  await cutData()
  await using github = await startGitHub()
  await using results = await startResults(github)
  const key = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  const repository = await github.createRepository({ owner: 'acme', name: 'flights', files: await exampleFiles(key.publicKey) })
  const data = { until: '2001-05' }
  const searchPath = [python, path.dirname(process.execPath), process.env.PATH ?? '/usr/bin:/bin'].join(path.delimiter)
  const harbour: Harbour = {
    github,
    results,
    repository,
    searchPath,
    signingKey: key.privateKey,
    setUp: (workspace) => linkData(workspace, data.until),
  }
  const demo: Demo = { github, results, repository, harbour, expect: new Expectations(), calls: new Map() }
  const { stories } = (await import(path.join(example, 'stories/stories.mjs'))) as { readonly stories: readonly Story[] }
  const story = (id: string) => stories.find((one) => one.id === id) as Story

  await firstRelease(demo)
  await accepted(demo, story('a'))
  await blockedTwice(demo, story('b'), story('c'))
  data.until = '2001-06'
  await june(demo)

  demo.expect.that('every request was one that GitHub allows', github.violations.length === 0)
  await leave({ out, repository, results, calls: demo.calls })
  console.log(
    `\nEverything is in ${path.relative(process.cwd(), out) || out}: comments, releases with their models, records, tags, statuses, issues.`,
  )
  console.log(`${((performance.now() - started) / 1000).toFixed(0)} s`)
  console.log(demo.expect.summary())
  if (demo.expect.failed > 0) process.exitCode = 1
}

async function firstRelease(demo: Demo): Promise<void> {
  chapter(1, 'A first model: logistic regression on January, judged by the absolute gates alone')
  const sha = await demo.repository.sha('main')
  const payload = { ref: 'refs/heads/main', before: '0'.repeat(40), after: sha, deleted: false, repository: {} }
  const trigger = await triggerOf(demo.repository, { name: 'push', action: null, repository: demo.repository.fullName, actor: 'acme', payload })
  const played = await play(demo, trigger, 'ship')
  const { releases, tags } = await demo.repository.snapshot()
  demo.expect.that(
    'the first version is published and promoted',
    played.ok && releases.length === 1 && tags.some((tag) => tag.name === 'flight-delay#production#1'),
  )
  quote(String(releases[0]?.body ?? ''))
}

async function accepted(demo: Demo, story: Story): Promise<void> {
  chapter(2, `A pull request: ${story.title}`)
  const { pull, comment } = await opened(demo, story)
  quote(comment)
  demo.expect.that('pull request A passes its gates', comment.includes('gates pass') && status(demo, pull) === 'success')
  say('merged; main judges it once more and ships it')
  await demo.repository.merge(pull.number)
  const played = await play(demo, await nextTrigger(demo, 'push'), 'ship')
  const { deployments } = await demo.repository.snapshot()
  const trained = trainedModel(demo, played)
  demo.expect.that(
    'the published bytes are those that were judged',
    played.ok && trained !== null && publishedDigest(demo, 'flight-delay@v1.1.0') === trained,
  )
  demo.expect.that('A is deployed with its smoke test', JSON.stringify(deployments.at(-1)).includes('success'))
}

async function blockedTwice(demo: Demo, b: Story, c: Story): Promise<void> {
  chapter(3, `A pull request: ${b.title}`)
  say(`side by side with the next one: ${c.title}`)
  const first = await open(demo, b)
  const second = await open(demo, c)
  const [playedB, playedC] = await Promise.all([play(demo, first.trigger, 'B'), play(demo, second.trigger, 'C')])
  const commentB = await commentOf(demo, first.pull)
  quote(commentB)
  demo.expect.that(
    'pull request B is blocked on AUC although its log loss improves',
    /blocked/.test(commentB) && status(demo, first.pull) === 'failure' && !playedB.ok && /log loss/.test(commentB),
  )
  chapter(4, `A pull request: ${c.title}`)
  const commentC = await commentOf(demo, second.pull)
  quote(commentC)
  demo.expect.that('pull request C is blocked by the slice ATL', /ATL/.test(commentC) && status(demo, second.pull) === 'failure' && !playedC.ok)
}

async function june(demo: Demo): Promise<void> {
  chapter(5, 'June arrives: half a million new rows')
  await play(demo, await scheduleTrigger(demo.repository), 'watch')
  const { issues, pulls } = await demo.repository.snapshot()
  quote(String(issues[0]?.body ?? ''))
  demo.expect.that('one issue is open', issues.length === 1)
  const [dispatch] = demo.github.takeDispatches()
  demo.expect.that('a retraining pull request is open and its line dispatched', dispatch?.kind === 'workflow_dispatch' && pulls.length === 4)
  if (dispatch?.kind !== 'workflow_dispatch') return
  const trigger = await dispatchTrigger(demo.repository, dispatch)
  await play(demo, trigger, 'retrain')
  const pull = demo.repository.pullRequest(Number(dispatch.inputs.pr))
  const comment = await commentOf(demo, pull)
  quote(comment)
  demo.expect.that(
    'the retrained model is shown better, in its own run',
    /gates pass/.test(comment) && /Better than production/i.test(comment) && status(demo, pull) === 'success',
  )
  demo.expect.that('the retraining changes the lock and nothing else', await changesOnlyLock(demo, pull))
}

interface Opened {
  readonly pull: PullRequestView
  readonly trigger: Trigger
}

async function open({ repository, github }: Demo, story: Story): Promise<Opened> {
  const at = await readers(repository)
  const pull = await repository.openPullRequest({ head: story.branch, title: story.title, body: story.body, files: story.changes(at) })
  const event = github.takeEvents().find((one) => one.name === 'pull_request' && one.payload.number === pull.number)
  const trigger = event ? await triggerOf(repository, event) : null
  if (!trigger) throw new Error(`opening pull request #${pull.number} started nothing`)
  return { pull, trigger }
}

async function opened(demo: Demo, story: Story): Promise<{ readonly pull: PullRequestView; readonly comment: string }> {
  const { pull, trigger } = await open(demo, story)
  await play(demo, trigger, 'pull request')
  return { pull, comment: await commentOf(demo, pull) }
}

async function play({ harbour, calls }: Demo, trigger: Trigger | null, label: string): Promise<Played> {
  if (!trigger) throw new Error(`${label}: nothing was triggered`)
  const played = await playLine(harbour, trigger, watch(label))
  for (const job of Object.values(played.jobs))
    for (const [stage, count] of Object.entries(job.calls)) calls.set(stage, Math.max(count, calls.get(stage) ?? 0))
  const unexpected = Object.entries(played.jobs).find(([job, result]) => !result.ok && job !== 'evaluate')
  if (unexpected) throw new Error(`${label}, job ${unexpected[0]}:\n${unexpected[1].log}`)
  return played
}

async function nextTrigger({ github, repository }: Demo, name: string): Promise<Trigger | null> {
  const events = github.takeEvents().filter((event) => event.name === name)
  const last = events.at(-1)
  return last ? triggerOf(repository, last) : null
}

async function commentOf({ repository }: Demo, pull: PullRequestView): Promise<string> {
  const { comments } = await repository.snapshot()
  const own = comments.filter((comment) => comment.issue === pull.number)
  if (own.length !== 1) throw new Error(`pull request #${pull.number} has ${own.length} comments of the bot, not one`)
  return String(own[0]?.body)
}

function status({ repository }: Demo, pull: PullRequestView): string | null {
  const own = repository.state.statuses.filter((one) => one.sha === pull.headSha && one.context === 'seaworthy')
  return own.at(-1)?.state ?? null
}

function publishedDigest({ repository }: Demo, tag: string): string | null {
  const line = repository
    .assetBytes(tag, 'checksums.txt')
    ?.toString()
    .split('\n')
    .find((one) => one.endsWith('model.onnx'))
  return line ? line.slice(0, 64) : null
}

/** The digest of the model that the pull request's own run trained, from the artifact that it left. */
function trainedModel({ repository }: Demo, _played: Played): string | null {
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

async function changesOnlyLock({ repository }: Demo, pull: PullRequestView): Promise<boolean> {
  const { stdout } = await run('git', ['diff', '--name-only', pull.baseSha, pull.headSha], { cwd: repository.gitPath })
  return stdout.trim() === 'seaworthy.lock'
}

/** A reader of main's files as they are now. */
async function readers(repository: HostedRepository): Promise<(file: string) => string> {
  const names = ['params.yaml', 'train.py', 'seaworthy.yml', 'airports.txt']
  const found = new Map(await Promise.all(names.map(async (name) => [name, (await repository.read('main', name))?.toString() ?? ''] as const)))
  return (file) => found.get(file) ?? ''
}

async function exampleFiles(publicKey: string): Promise<Record<string, string>> {
  const { stdout } = await run('git', ['ls-files', '--cached', '--others', '--exclude-standard', '.'], { cwd: example })
  const names = stdout.split('\n').filter((name) => name !== '' && !name.startsWith('stories/'))
  const files = await Promise.all(names.map(async (name) => [name, await readFile(path.join(example, name), 'utf8')] as const))
  return { ...Object.fromEntries(files), 'seaworthy.pub': publicKey }
}

/** The monthly files, cut once from the npm package and kept. */
async function cutData(): Promise<void> {
  const folder = path.join(example, 'data')
  if (existsSync(path.join(folder, '2001-06.parquet'))) return
  say('cutting six months of flights into Parquet files (once)')
  await run(process.execPath, [path.join(example, 'scripts/make-data.mjs'), '--until', '2001-06'], { cwd: example })
}

/** As the set-up hook would: the months that have arrived by now. */
async function linkData(workspace: string, until: string): Promise<void> {
  const folder = path.join(workspace, 'data')
  await mkdir(folder, { recursive: true })
  const names = (await readdir(path.join(example, 'data'))).filter((name) => name.endsWith('.parquet') && name.slice(0, 7) <= until)
  await Promise.all(names.map((name) => symlink(path.join(example, 'data', name), path.join(folder, name))))
}

try {
  await main()
} catch (error) {
  if (error instanceof PythonMissing) console.error(`\n${error.message}`)
  else console.error(error)
  process.exitCode = error instanceof PythonMissing ? 2 : 3
}
