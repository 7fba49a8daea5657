import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
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
  readonly env?: Readonly<Record<string, string>>
}

const play = (repository: GitRepository, { stage, event = { name: 'push', payload: {} }, inputs = {}, env = {} }: Play) =>
  runActionProcess({
    main: ['--conditions=source', entry, stage],
    inputs,
    event,
    workspace: repository.path,
    env: { GITHUB_SHA: repository.git('rev-parse', 'HEAD'), GITHUB_REF: 'refs/heads/main', ...env },
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
      predicts: 'false',
      'predict-matrix': '{"include":[]}',
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

  it('annotates the line of the contract and that of the data, quotes no value, and keeps training from blocked data', async () => {
    const lock = (name: string, text: string) =>
      `  ${name}:\n    - { path: ${name}, digest: 'sha256:${createHash('sha256').update(text).digest('hex')}', bytes: ${text.length}, rows: 2 }\n`
    const [train, good, bad] = ['late,city\n0,Oslo\n1,Rome\n', 'late,city\n0,Bern\n1,Bonn\n', 'late,city\n0,Bern\n7,Bonn\n']
    const locked = (test: string) => `version: 1\nsources:\n${lock('test.csv', test)}${lock('train.csv', train)}`
    const data = (name: string) => `      ${name}: { source: ${name}.csv, contract: rows.yaml, label: late }`
    using repository = gitRepository()
    repository.commit({
      'seaworthy.yml': `models:
  quick:
    task: binary-classification
    positive: 1
    data:
${data('train')}
${data('test')}
    train: { run: 'exit 1', model: model.onnx }
    gates: { roc_auc: { at_least: 0.5 } }
`,
      'rows.yaml': `apiVersion: v3.1.0
kind: DataContract
id: rows
version: 1.0.0
status: active
schema:
  - name: rows
    properties:
      - name: late
        logicalType: integer
        logicalTypeOptions: { minimum: 0, maximum: 1 }
      - { name: city, logicalType: string }
`,
      'train.csv': train,
      'test.csv': good,
      'seaworthy.lock': locked(good),
    })
    repository.commit({ 'test.csv': bad, 'seaworthy.lock': locked(bad) })
    const temp = mkdtempSync(path.join(tmpdir(), 'seaworthy-temp-'))
    const staged = { event: pullRequest(repository), env: { RUNNER_TEMP: temp, GITHUB_RUN_ID: '7' } }
    expect((await play(repository, { stage: 'plan', ...staged })).exitCode).toBe(0)
    const { exitCode, outputs, summary, annotations, stdout } = await play(repository, { stage: 'validate', ...staged })
    rmSync(temp, { recursive: true })
    expect({ exitCode, outputs }, stdout).toEqual({ exitCode: 1, outputs: { blocked: 'true' } })
    expect(annotations.map(({ level, properties }) => ({ level, ...properties }))).toEqual([
      { level: 'error', title: 'late.range', file: 'rows.yaml', line: '11' },
      { level: 'error', title: 'late.range', file: 'test.csv', line: '3' },
    ])
    expect(summary).toContain('late.range')
    expect([stdout, summary].map((text) => text.includes('7,Bonn') || /: 7\b/.test(text))).toEqual([false, false])
  })
})
