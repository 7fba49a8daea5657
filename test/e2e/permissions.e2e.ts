// Each stage with exactly the permissions of its row, and with each of them lowered by one level, in the order of the line.
import { actions } from '@seaworthy/app'
import type { Level, PermissionName, Permissions } from '@seaworthy/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scheduleTrigger } from '../../scripts/line/trigger.ts'
import { type OpenRepository, openRepository } from './harbour/open-repository.ts'
import { type OpenRun, openRun, permissionsOfStage, runStage } from './harbour/run-stage.ts'
import { tiny } from './harbour/tiny.ts'
import { eventTrigger, pushTrigger } from './harbour/triggers.ts'

let place: OpenRepository
let run: OpenRun
let pull = 0

beforeAll(async () => {
  place = await openRepository()
})
afterAll(() => place[Symbol.asyncDispose]())

interface Step {
  readonly stage: string
  readonly inputs?: Readonly<Record<string, string>>
  /** What it says in the end. */
  readonly outputs?: Readonly<Record<string, string>>
  /** Permissions whose lack stops the stage here, with what it has written by then. */
  readonly needs?: Partial<Record<PermissionName, readonly string[]>>
}

const lowered: Readonly<Record<Level, Level>> = { write: 'read', read: 'none', none: 'none' }
const tried = new Set<string>()

function stops(stage: string, inputs: Readonly<Record<string, string>>, name: PermissionName, written: readonly string[]): void {
  const row = permissionsOfStage(stage)
  const level = row[name] ?? 'none'
  tried.add(`${stage} ${name}`)
  it(`${stage} without ${name}: ${level} says so${written.length > 0 ? '' : ', and writes nothing'}`, async () => {
    const permissions: Permissions = { ...row, [name]: lowered[level] }
    const ended = await runStage(place, run, { stage, inputs, permissions })
    expect(ended.annotations.at(-1), ended.said).toMatchObject({ level: 'error', properties: { title: 'PERMISSION_MISSING' } })
    expect(ended.annotations.at(-1)?.message).toContain(`${name}: ${level}`)
    expect(ended.exitCode).toBe(3)
    expect(ended.writes.filter((one) => !one.endsWith(' 403'))).toEqual(written)
  })
}

function line(title: string, start: () => Promise<OpenRun>, steps: readonly Step[]): void {
  describe(title, () => {
    beforeAll(async () => {
      run = await start()
    })
    for (const { stage, inputs = {}, outputs = {}, needs = {} } of steps) {
      for (const [name, written] of Object.entries(needs)) stops(stage, inputs, name as PermissionName, written)
      it(`${stage} works with ${JSON.stringify(permissionsOfStage(stage)).replaceAll('"', '')}`, async () => {
        const ended = await runStage(place, run, { stage, inputs })
        expect(ended.exitCode, ended.said).toBe(0)
        expect(ended.outputs).toMatchObject(outputs)
      })
    }
  })
}

line('a first release', async () => openRun(place, await pushTrigger(place)), [
  { stage: 'plan', inputs: { for: 'ship' }, needs: { contents: [], 'pull-requests': [] } },
  { stage: 'validate' },
  { stage: 'train' },
  { stage: 'evaluate', inputs: { binding: 'true' } },
  { stage: 'publish', needs: { contents: [] } },
  { stage: 'promote', needs: { contents: [] } },
  { stage: 'deploy', needs: { contents: [], deployments: [] } },
])

line('a pull request', async () => {
  const opened = await place.repository.openPullRequest({ head: 'better', title: 'Distance matters', files: tiny.better() })
  pull = opened.number
  return openRun(place, await eventTrigger(place, 'pull_request'))
}, [
  { stage: 'plan', needs: { contents: [], actions: [], statuses: [] } },
  { stage: 'validate' },
  { stage: 'train' },
  { stage: 'evaluate', needs: { contents: [] } },
  { stage: 'report', needs: { 'pull-requests': [], statuses: ['issues/create-comment 201'] } },
])

line('a pull request that reuses its training', async () => {
  place.repository.finishRun(run.started.id, 'success')
  await place.repository.pushToPullRequest(pull, { 'README.md': '# Tiny\n' }, 'Say what this is')
  return openRun(place, await eventTrigger(place, 'pull_request'))
}, [{ stage: 'plan' }, { stage: 'validate' }, { stage: 'evaluate', needs: { actions: [] } }, { stage: 'report', needs: { actions: [] } }])

line('what was merged', async () => {
  place.repository.finishRun(run.started.id, 'success')
  await place.repository.merge(pull)
  return openRun(place, await eventTrigger(place, 'push'))
}, [
  { stage: 'plan', inputs: { for: 'ship' }, needs: { actions: [] } },
  { stage: 'validate' },
  { stage: 'evaluate', inputs: { binding: 'true' }, needs: { 'pull-requests': [] } },
  { stage: 'publish' },
  { stage: 'promote' },
  { stage: 'rollback', inputs: { reason: 'wrong airports' }, needs: { contents: [] } },
  { stage: 'pull', outputs: { version: '1.0.0', signature: 'key' }, needs: { contents: [] } },
])

line('a new month', async () => {
  await place.repository.commit('main', tiny.newMonth(), 'May has arrived')
  return openRun(place, await scheduleTrigger(place.repository))
}, [
  { stage: 'monitor', needs: { contents: [], issues: [] } },
  {
    stage: 'retrain',
    needs: {
      contents: [],
      'pull-requests': ['git/create-blob 201', 'git/create-tree 201', 'git/create-commit 201', 'git/create-ref 201'],
      actions: ['git/create-blob 201', 'git/create-tree 201', 'pulls/create 201'],
      issues: ['actions/create-workflow-dispatch 204'],
    },
  },
])

describe('of all stages', () => {
  it('every permission of every row was taken away once, but those that only a checkout needs', () => {
    const rows = actions.flatMap(({ name, permissions }) => Object.keys(permissions).map((permission) => `${name} ${permission}`))
    expect(rows.filter((row) => !tried.has(row))).toEqual(['validate contents', 'train contents', 'report contents'])
  })

  it('what stopped half-way was gone on with: one comment, one issue, one retraining pull request, dispatched once', async () => {
    const { comments, issues, pulls, releases } = await place.repository.snapshot()
    expect([comments.length, issues.length, pulls.length, releases.length]).toEqual([1, 1, 2, 2])
    expect(place.github.takeDispatches()).toHaveLength(1)
    expect(place.github.violations).toEqual([])
  })
})
