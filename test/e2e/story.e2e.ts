// One life of a model, as one story: each test goes on where the one before it ended.
import { createHash } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { scheduleTrigger } from '../../scripts/line/trigger.ts'
import { type Harbour, openHarbour, type PlayedRun } from './harbour/harbour.ts'
import { hook } from './harbour/hook.ts'
import { commentsOn, jobsOf, recordDigestOf, sectionOf, statusesOf, writesIn } from './harbour/seen.ts'
import { spiedOn, spyingTrainer } from './harbour/spy.ts'
import { tiny } from './harbour/tiny.ts'

let harbour: Harbour

beforeAll(async () => {
  harbour = await openHarbour()
})
afterEach((test) => {
  const last = harbour.runs.at(-1)
  if (test.task.result?.state === 'fail' && last) console.log(last.jobs, last.annotations, last.stderr, last.log)
})
afterAll(() => harbour[Symbol.asyncDispose]())

const shipped = { plan: 'success', ship: 'success', deploy: 'success' }
const judged = { plan: 'success', validate: 'success', evaluate: 'success', report: 'success' }

it('releases a first version from main: trained there, judged by the absolute gates, signed, promoted, deployed', async () => {
  const { repository } = harbour
  const ran = await harbour.playPush()
  expect(jobsOf(ran)).toEqual({ ...shipped, train: 'success' })
  const { releases, tags, deployments, comments } = await repository.snapshot()
  expect(releases).toMatchObject([
    { tag: 'tiny@v1.0.0', draft: false, immutable: true, body: expect.stringMatching(/First release: nothing to compare with/) },
  ])
  expect(tags.map(({ name }) => name)).toEqual(['tiny#production#1', 'tiny@v1.0.0'])
  expect(deployments).toMatchObject([{ environment: 'tiny-production', statuses: [{ state: 'in_progress' }, { state: 'success' }] }])
  expect(comments).toEqual([])
})

describe('a pull request that makes the model better', () => {
  const pull = { number: 0, firstSha: '', run: 0, record: '' }

  it('is trained and judged, with one comment and a status that ends with the record', async () => {
    const { repository, results } = harbour
    const opened = await repository.openPullRequest({ head: 'better', title: 'Distance matters', files: { ...tiny.better(), ...hook('better') } })
    const ran = await harbour.playEvent('pull_request')
    Object.assign(pull, {
      number: opened.number,
      firstSha: opened.headSha,
      run: ran.id,
      record: recordDigestOf(results, ran.id, { commit: opened.headSha }),
    })
    expect(jobsOf(ran)).toEqual({ ...judged, train: 'success' })
    expect(statusesOf(repository, opened.headSha)).toEqual([
      { state: 'pending', description: 'judging tiny' },
      { state: 'success', description: `gates pass · 1 model · ${pull.record}` },
    ])
    expect(await commentsOn(repository, pull.number)).toMatchObject([
      { body: expect.stringMatching(/⚓ tiny · gates pass[\s\S]*Better than production[\s\S]*`v1\.0\.0`/) },
    ])
  })

  it('runs its own set-up hook beside the training alone', () => {
    expect(hooksRun(harbour.runs.at(-1))).toEqual(['better in train'])
  })

  it('is pushed again without a change to the model: the training is reused, the comment updated in place', async () => {
    const { repository, results } = harbour
    const [before] = await commentsOn(repository, pull.number)
    const head = await repository.pushToPullRequest(pull.number, { 'README.md': '# Tiny\n' }, 'Say what this is')
    const ran = await harbour.playEvent('pull_request')
    expect(jobsOf(ran)).toEqual(judged)
    const comments = await commentsOn(repository, pull.number)
    expect(comments).toMatchObject([{ id: before?.id, body: expect.stringMatching(/gates pass[\s\S]*train reused from \[an earlier run\]/) }])
    expect(comments[0]?.body).toContain(head.slice(0, 7))
    const record = recordDigestOf(results, ran.id, { commit: head, trainedIn: pull.run })
    expect(statusesOf(repository, head).at(-1)).toEqual({ state: 'success', description: `gates pass · 1 model · ${record}` })
  })

  it('is merged: judged again, and the very bytes of the pull request are signed, published, promoted, deployed', async () => {
    const { repository, results } = harbour
    await repository.merge(pull.number)
    const ran = await harbour.playEvent('push')
    expect(jobsOf(ran)).toEqual(shipped)
    const trained = sectionOf(results, pull.run, 'train').produced.find(({ role }) => role === 'model')
    const bytes = repository.assetBytes('tiny@v1.1.0', 'model.onnx') ?? Buffer.alloc(0)
    expect(`sha256:${createHash('sha256').update(bytes).digest('hex')}`).toBe(trained?.digest)
    const { releases, tags, deployments } = await repository.snapshot()
    expect(releases.at(-1)).toMatchObject({ tag: 'tiny@v1.1.0', draft: false, body: expect.stringMatching(/Signed with the key of this repository/) })
    expect(tags.map(({ name }) => name)).toEqual(['tiny#production#1', 'tiny#production#2', 'tiny@v1.0.0', 'tiny@v1.1.0'])
    expect(deployments.at(-1)).toMatchObject({ environment: 'tiny-production', statuses: [{ state: 'in_progress' }, { state: 'success' }] })
    expect(sectionOf(results, ran.id, 'evaluate').body).toMatchObject({ binding: true })
  })
})

describe('a pull request of a fork', () => {
  let first: PlayedRun
  let number = 0

  it('is judged by a run that writes nothing and sees no secret', async () => {
    const { repository } = harbour
    const files = { ...tiny.originLost(), ...spyingTrainer(), ...hook('stranger') }
    const pull = await repository.openPullRequest({ head: 'lost', title: 'No more ABC', fork: 'stranger', files })
    number = pull.number
    first = await harbour.playEvent('pull_request', { inlined: true })
    expect(jobsOf(first)).toEqual({ ...judged, train: 'success', evaluate: 'failure' })
    expect(writesIn(first.requests)).toEqual([])
    expect(statusesOf(repository, pull.headSha)).toEqual([])
    expect(await commentsOn(repository, number)).toEqual([])
  })

  it('trains without a token, a key or a way to speak to the runner', () => {
    const environment = spiedOn(first)
    expect(Object.keys(environment)).toEqual(expect.arrayContaining(['DATA_TRAIN', 'OUT', 'PARAMS']))
    const values = JSON.stringify(environment)
    for (const secret of harbour.secretsOf(first)) expect(values).not.toContain(secret)
    expect(Object.keys(environment).filter((name) => /TOKEN|SIGNING|^ACTIONS_|^GITHUB_(ENV|OUTPUT|PATH|STATE)$/.test(name))).toEqual([])
  })

  it('runs its set-up hook beside the training alone; the judges take that of main', () => {
    expect(hooksRun(first)).toEqual(['better in evaluate', 'better in validate', 'stranger in train'])
  })

  it('gets its comment, a preview, from the trusted half, which works from the artifacts alone', async () => {
    const { repository } = harbour
    const ran = await harbour.playEvent('workflow_run')
    expect(jobsOf(ran)).toEqual({ report: 'success' })
    expect(await commentsOn(repository, number)).toMatchObject([{ body: expect.stringMatching(/⚓ tiny · blocked[\s\S]*ABC/) }])
    expect((await commentsOn(repository, number))[0]?.body).toMatch(/preview/i)
    expect(statusesOf(repository, repository.pullRequest(number).headSha)).toMatchObject([
      { state: 'failure', description: expect.stringMatching(/^blocked · 1 model · sha256:/) },
    ])
    expect(writesIn(ran.requests)).toEqual(['issues/create-comment 201', 'repos/create-commit-status 201'])
    expect(ran.requests.map(({ operation }) => operation)).toContain('actions/download-artifact')
    expect(ran.log).not.toMatch(/trained on|hook of/)
  })
})

it('blocks a pull request that makes the model worse', async () => {
  const { repository } = harbour
  const pull = await repository.openPullRequest({ head: 'worse', title: 'Origins are noise', files: tiny.worse() })
  const before = await repository.snapshot()
  const ran = await harbour.playEvent('pull_request', { inlined: true })
  expect(jobsOf(ran)).toEqual({ ...judged, train: 'success', evaluate: 'failure' })
  expect(statusesOf(repository, pull.headSha).at(-1)).toMatchObject({ state: 'failure', description: expect.stringMatching(/^blocked · 1 model/) })
  expect(await commentsOn(repository, pull.number)).toMatchObject([
    { body: expect.stringMatching(/⚓ tiny · blocked[\s\S]*\*\*Worse than production/) },
  ])
  const after = await repository.snapshot()
  expect([after.releases, after.tags, after.deployments]).toEqual([before.releases, before.tags, before.deployments])
})

describe('a new month of data', () => {
  it('ships nothing by itself', async () => {
    const { repository } = harbour
    await repository.commit('main', tiny.newMonth(), 'May has arrived')
    expect(jobsOf(await harbour.playEvent('push'))).toEqual({ plan: 'success' })
    expect((await repository.snapshot()).releases).toHaveLength(2)
  })

  it('is found by the schedule: one issue, and a pull request that changes the lock alone', async () => {
    const { repository } = harbour
    const ran = await harbour.play(await scheduleTrigger(repository))
    expect(jobsOf(ran)).toEqual({ plan: 'success', report: 'success', watch: 'success' })
    const { issues, pulls } = await repository.snapshot()
    expect(issues).toMatchObject([{ state: 'open', body: expect.stringMatching(/retrain/i) }])
    const pull = repository.pullRequest(Number(pulls.at(-1)?.number))
    expect(await harbour.filesChanged(pull)).toEqual(['seaworthy.lock'])
  })

  it('is trained on in the run of that pull request, which reports there', async () => {
    const { repository } = harbour
    const ran = await harbour.playDispatch()
    expect(jobsOf(ran)).toEqual({ ...judged, train: 'success' })
    const { pulls } = await repository.snapshot()
    const pull = repository.pullRequest(Number(pulls.at(-1)?.number))
    expect(statusesOf(repository, pull.headSha).at(-1)).toMatchObject({
      state: 'success',
      description: expect.stringMatching(/^gates pass · 1 model/),
    })
    expect(await commentsOn(repository, pull.number)).toMatchObject([{ body: expect.stringMatching(/⚓ tiny · gates pass/) }])
  })
})

describe('of all runs', () => {
  it('every request was one that GitHub allows', () => {
    expect(harbour.github.violations).toEqual([])
    expect(
      harbour.github.requests
        .filter(({ status }) => status === 403)
        .map(({ path }) => path)
        .filter((one) => one !== '/user'),
    ).toEqual([])
  })

  it('no token and no key is in a log, a summary, an artifact or anything that was published', async () => {
    const traces = await harbour.traces()
    for (const secret of harbour.runs.flatMap((run) => harbour.secretsOf(run)))
      expect(traces.filter(({ text }) => text.includes(secret)).map(({ name }) => name)).toEqual([])
  })
})

/** The set-up hooks that ran, each with its job. */
function hooksRun(run: PlayedRun | undefined): readonly string[] {
  return [...new Set((run?.log ?? '').match(/(?<=hook of )\w+ in \w+/g) ?? [])].toSorted()
}
