import { existsSync } from 'node:fs'
import path from 'node:path'
import { runActionProcess } from '@seaworthy/testing'
import { describe, expect, it } from 'vitest'
import { type GitRepository, gitRepository } from './fixtures/git-repository.ts'

const entry = path.join(import.meta.dirname, 'action-main.ts')

/** A model from a metrics file: its line needs neither data nor training. */
const files = {
  'metrics.json': '{"accuracy": 0.9}\n',
  'seaworthy.yml': `version: 1
models:
  quick:
    task: text
    metrics: metrics.json
    evaluate:
      primary: accuracy
      metrics: [accuracy]
      gates:
        accuracy: { at_least: 0.8, evidence: reported }
`,
}

interface Play {
  readonly stage: string
  readonly event?: { readonly name: string; readonly payload: Readonly<Record<string, unknown>> }
  readonly inputs?: Readonly<Record<string, string>>
}

const play = (repository: GitRepository, { stage, event = { name: 'push', payload: {} }, inputs = {} }: Play) =>
  runActionProcess({
    main: ['--conditions=source', entry, stage],
    inputs,
    event,
    workspace: repository.path,
    env: { GITHUB_SHA: repository.git('rev-parse', 'HEAD'), GITHUB_REF: 'refs/heads/main' },
  })

/** A pull request from the commit before to the one that is checked out. */
const pullRequest = (repository: GitRepository) => ({
  name: 'pull_request',
  payload: {
    pull_request: {
      number: 3,
      head: { sha: repository.git('rev-parse', 'HEAD'), ref: 'better', repo: { full_name: 'bob/quick' } },
      base: { sha: repository.git('rev-parse', 'HEAD~1') },
    },
  },
})

describe('runAction', () => {
  it('sets outputs and the job summary, and leaves nothing in the checkout', async () => {
    using repository = gitRepository()
    repository.commit(files)
    repository.commit({ 'metrics.json': '{"accuracy": 0.91}\n' })
    const { exitCode, outputs, summary, annotations, stdout } = await play(repository, { stage: 'plan', event: pullRequest(repository) })
    expect({ exitCode, annotations }, stdout).toEqual({ exitCode: 0, annotations: [] })
    expect(outputs).toEqual({
      any: 'true',
      models: '["quick"]',
      matrix: '{"include":[{"model":"quick"}]}',
      trains: 'false',
      'train-matrix': '{"include":[]}',
    })
    expect(summary).toContain('**quick**: a metrics file')
    expect(existsSync(path.join(repository.path, '.seaworthy'))).toBe(false)
  })

  it('never takes what a change commits under .seaworthy for what a stage made', async () => {
    using repository = gitRepository()
    repository.commit({ ...files, '.seaworthy/plan.json': JSON.stringify({ schema: 'seaworthy.plan/1', models: [] }) })
    const { exitCode, annotations } = await play(repository, { stage: 'evaluate' })
    expect([exitCode, annotations.map(({ properties }) => properties.title)]).toEqual([3, ['PLAN_MISSING']])
  })

  it('tells what went wrong as one annotation whose title is the code, and makes nothing', async () => {
    using repository = gitRepository()
    repository.commit(files)
    const { exitCode, outputs, summary, annotations } = await play(repository, { stage: 'evaluate' })
    expect({ exitCode, outputs, summary }).toEqual({ exitCode: 3, outputs: {}, summary: '' })
    expect(annotations).toEqual([
      {
        level: 'error',
        message: 'this run has no plan\nrun the plan stage first, in this job or in one that this job needs',
        properties: { title: 'PLAN_MISSING' },
      },
    ])
  })

  it.each([
    ['a configuration that is wrong', { change: { 'seaworthy.yml': 'version: 1\nmodles: {}\n' }, exitCode: 2, code: 'MISSING_KEY' }],
    ['an input that is wrong', { play: { inputs: { for: 'lunch' } }, exitCode: 2, code: 'INPUT_INVALID' }],
    ['a command that is no action', { play: { stage: 'init' }, exitCode: 2, code: 'USAGE' }],
    ['an event that starts nothing', { play: { event: { name: 'watch', payload: {} } }, exitCode: 3, code: 'EVENT_UNSUPPORTED' }],
    ['an event without its fields', { play: { event: { name: 'pull_request', payload: {} } }, exitCode: 3, code: 'EVENT_UNREADABLE' }],
  ] as const)('exits with the code for %s', async (_, { exitCode, code, ...rest }) => {
    using repository = gitRepository()
    repository.commit(files)
    repository.commit({ 'README.md': '', ...('change' in rest ? rest.change : {}) })
    const ran = await play(repository, { stage: 'plan', event: pullRequest(repository), ...('play' in rest ? rest.play : {}) })
    expect({ exitCode: ran.exitCode, titles: ran.annotations.map(({ properties }) => properties.title), outputs: ran.outputs }, ran.stdout).toEqual({
      exitCode,
      titles: [code],
      outputs: {},
    })
  })
})
