// The `seaworthy` command as a person calls it: a child process in a real repository, without GitHub.
import { execFile } from 'node:child_process'
import { createPrivateKey, createPublicKey } from 'node:crypto'
import path from 'node:path'
import { parseConfig } from '@seaworthy/config'
import { parseContract } from '@seaworthy/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { metricNames } from '../packages/pipeline/src/metric-names.ts'
import { emptyProject, type Project, type Said, tinyProject } from './tiny-project.ts'
import { root } from './workflow-files.ts'

let tiny: Project

beforeAll(async () => {
  tiny = await tinyProject()
})
afterAll(() => tiny[Symbol.dispose]())

// biome-ignore lint/suspicious/noControlCharactersInRegex: what is looked for is the escape itself
const escapeCode = /\u001B/
const json = ({ stdout }: Said) => JSON.parse(stdout) as Record<string, unknown>

describe('seaworthy run', () => {
  it.concurrent('trains, judges and shows the report; all else goes to standard error, and nothing is left, in the home folder either', async () => {
    using project = tiny.copy()
    const { exitCode, stdout, stderr } = await project.seaworthy(['run'], { env: { HOME: project.path } })
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/^⚓ tiny · gates pass\n\nFirst release[\s\S]*ROC AUC ↑ primary[\s\S]*✅ at least 0\.6/)
    expect(stdout).not.toMatch(escapeCode)
    expect(stderr).toBe('· validate tiny\n· train tiny\ntrained on 4550 rows, log loss 0.5507\n· evaluate tiny\n')
    expect(project.git('status', '--porcelain')).toBe('')
  })

  it.concurrent('is exit code 1 where a gate blocks, in JSON with the whole record, uncommitted changes named as such', async () => {
    using project = tiny.copy()
    await project.seaworthy(['train'])
    project.write({ 'old.onnx': project.readBytes('.seaworthy/tiny/train/out/model.onnx') })
    project.edit('params.json', '"drop_origin": false', '"drop_origin": true')
    const said = await project.seaworthy(['run', '--baseline', 'old.onnx', '--format', 'json'])
    expect(said.exitCode).toBe(1)
    expect(json(said)).toMatchObject({
      state: 'failure',
      description: expect.stringMatching(/^blocked/),
      models: [
        {
          model: 'tiny',
          digest: expect.stringMatching(/^sha256:/),
          failures: [],
          sections: {
            evaluate: { run: { event: 'local', dirty: true, runId: null }, body: { baseline: { version: 'old.onnx' } } },
          },
        },
      ],
    })
  })

  it.concurrent('writes the comment as Markdown', async () => {
    using project = tiny.copy()
    const { exitCode, stdout, stderr } = await project.seaworthy(['run', '--model', 'tiny', '--format', 'markdown'])
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/^(<!--.*-->\n)?## ⚓ tiny · gates pass/m)
    expect(stderr).toBe('trained on 4550 rows, log loss 0.5507\n')
  })

  it.concurrent('works on a project that is a folder of a larger repository, from anywhere inside it', async () => {
    using outer = emptyProject()
    outer.git('init', '--quiet', '--initial-branch=main')
    outer.write(
      Object.fromEntries(
        tiny
          .git('ls-files')
          .trim()
          .split('\n')
          .map((file) => [`models/tiny/${file}`, tiny.read(file)]),
      ),
    )
    outer.commit()
    const said = await outer.seaworthy(['run', '--format', 'json'], { from: 'models/tiny/data' })
    expect({ exitCode: said.exitCode, state: json(said).state, left: outer.git('status', '--porcelain') }).toEqual({
      exitCode: 0,
      state: 'success',
      left: '',
    })
    expect(outer.read('models/tiny/.seaworthy/tiny/evaluate/section.json')).toContain('"dirty":false')
  })
})

describe('the stages, one after another', () => {
  it.concurrent('come to the verdict of the whole line', async () => {
    using project = tiny.copy()
    const plan = await project.seaworthy(['plan'])
    expect(plan).toEqual({ exitCode: 0, stdout: '• tiny: to be trained; production none, next version v1.0.0\n', stderr: '' })
    expect(json(await project.seaworthy(['plan', '--format', 'json']))).toMatchObject({
      schema: 'seaworthy.plan/1',
      kind: 'local',
      commit: project.git('rev-parse', 'HEAD').trim(),
      models: [{ name: 'tiny', touched: true, origin: { kind: 'train' }, production: null, nextVersion: '1.0.0' }],
    })
    const validated = await project.seaworthy(['validate'])
    expect(validated).toEqual({ exitCode: 0, stdout: 'tiny · test: 6,050 rows in 4 files, 20 of 20 checks pass\n', stderr: '· validate tiny\n' })
    const trained = await project.seaworthy(['train', '--format', 'json'])
    expect(JSON.parse(trained.stdout)).toMatchObject([{ stage: 'train', model: 'tiny', body: { seed: 0, data: { rows: 4550 }, isolation: 'none' } }])
    const evaluated = await project.seaworthy(['evaluate', '--format', 'json'])
    expect(JSON.parse(evaluated.stdout)).toMatchObject([{ stage: 'evaluate', model: 'tiny', body: { binding: false, baseline: null } }])
    const reported = await project.seaworthy(['report', '--format', 'json'])
    expect(json(reported)).toMatchObject({ state: 'success', models: [{ model: 'tiny', missing: [], failures: [] }] })
    expect([evaluated.exitCode, reported.exitCode]).toEqual([0, 0])
  })

  it.concurrent('stop at data that break the contract, with the rows, and a report of what is missing', async () => {
    using project = tiny.copy()
    project.edit('contracts/rows.odcs.yaml', 'maximum: 3000', 'maximum: 2000')
    const { exitCode, stdout } = await project.seaworthy(['validate'])
    expect(exitCode).toBe(1)
    expect(stdout).toMatch(/19 of 20 checks pass\n\n[\s\S]*❌ │ distance\.range │ distance: between 0 and 2000: 299[\s\S]*line 23: 2095\.4/)
    const reported = await project.seaworthy(['report'])
    expect(reported.exitCode).toBe(1)
    expect(reported.stdout).toMatch(/^⚓ tiny · /)
  })
})

describe('seaworthy lock', () => {
  it.concurrent('writes what the fixture has, and knows when it is up to date, stale or missing', async () => {
    using project = tiny.copy()
    const committed = project.read('seaworthy.lock')
    expect(await project.seaworthy(['lock', '--check'])).toMatchObject({ exitCode: 0, stdout: 'seaworthy.lock describes the data here: 4 files.\n' })
    project.remove('seaworthy.lock')
    expect(json(await project.seaworthy(['lock', '--format', 'json']))).toEqual({ changed: true, files: 4 })
    expect(parse(project.read('seaworthy.lock'))).toEqual(parse(committed))
    expect(json(await project.seaworthy(['lock', '--format', 'json']))).toEqual({ changed: false, files: 4 })
    project.write({ 'data/2024-03.csv': `${project.read('data/2024-03.csv')}\n` })
    const stale = await project.seaworthy(['lock', '--check'])
    expect(stale).toMatchObject({ exitCode: 1, stdout: '' })
    expect(stale.stderr).toMatch(/^✗ LOCK_STALE {2}seaworthy\.lock does not describe the data here: data\/2024-03\.csv has sha256:/)
  })
})

describe('seaworthy check', () => {
  const check = (contract: string, ...more: readonly string[]) => ['check', 'data/*.csv', '--contract', contract, ...more]

  it.concurrent('is valid where every row obeys, in a folder that is no repository', async () => {
    using project = emptyProject()
    for (const file of ['data/2024-01.csv', 'data/2024-02.csv', 'contracts/rows.odcs.yaml']) project.write({ [file]: tiny.read(file) })
    expect(await project.seaworthy(check('contracts/rows.odcs.yaml'))).toEqual({
      exitCode: 0,
      stdout: '✅ valid\n\n3,000 rows, 20 of 20 checks pass.\n',
      stderr: '',
    })
  })

  it.concurrent('is not valid otherwise, with the first rows that offend, counted from 0', async () => {
    using project = tiny.copy()
    project.edit('contracts/rows.odcs.yaml', 'maximum: 23', 'maximum: 22')
    const said = await project.seaworthy(check('contracts/rows.odcs.yaml', '--samples', '2', '--format', 'json'))
    const { valid, rows, checks, ...others } = json(said) as { valid: boolean; rows: number; checks: readonly { id: string }[] }
    expect({ exitCode: said.exitCode, stderr: said.stderr, valid, rows, others }).toEqual({
      exitCode: 1,
      stderr: '',
      valid: false,
      rows: 6050,
      others: { personal: [], notes: [] },
    })
    expect(checks.find(({ id }) => id === 'hour.range')).toEqual({
      id: 'hour.range',
      kind: 'range',
      column: 'hour',
      severity: 'error',
      outcome: 'fail',
      expected: 'between 0 and 22',
      observed: null,
      failed: 250,
      share: 250 / 6050,
      samples: [
        { row: 48, value: '23', file: 'data/2024-01.csv', line: 50 },
        { row: 49, value: '23', file: 'data/2024-01.csv', line: 51 },
      ],
      message: null,
      line: 21,
    })
  })
})

describe('seaworthy init', () => {
  const files = ['seaworthy.yml', 'contracts/rows.odcs.yaml', '.github/workflows/seaworthy.yml', '.github/workflows/seaworthy-trusted.yml']

  it.concurrent('writes, before the first commit, files that our own parsers read, and keeps them the second time', async () => {
    using project = emptyProject()
    project.git('init', '--quiet')
    const first = await project.seaworthy(['init', '--model', 'churn', '--format', 'json'])
    expect({ exitCode: first.exitCode, said: json(first) }).toEqual({ exitCode: 0, said: { written: files, kept: [] } })
    const config = parseConfig(project.read('seaworthy.yml'), { path: 'seaworthy.yml', metrics: metricNames })
    expect(config.models.map(({ name }) => name)).toEqual(['churn'])
    expect(parseContract(project.read('contracts/rows.odcs.yaml'), 'rows').objects.map(({ name }) => name)).toEqual(['rows'])
    for (const file of files.slice(2)) expect(parse(project.read(file))).toHaveProperty('jobs')
    project.write({ 'seaworthy.yml': '# mine\n' })
    const second = await project.seaworthy(['init'])
    expect({ exitCode: second.exitCode, config: project.read('seaworthy.yml') }).toEqual({ exitCode: 0, config: '# mine\n' })
    expect(second.stdout).toMatch(/^⚓ seaworthy\n\nKept as it was\n[\s\S]*What only you can do\n\n1\. [\s\S]*require the status seaworthy/)
  })

  it.concurrent('makes a key pair whose private half is printed once and stored nowhere', async () => {
    using project = emptyProject()
    project.git('init', '--quiet')
    const { stdout } = await project.seaworthy(['init', '--signing', '--format', 'markdown'])
    const [secret = ''] = /-----BEGIN PRIVATE KEY-----[\s\S]*-----END PRIVATE KEY-----/.exec(stdout) ?? []
    const publicHalf = createPublicKey(createPrivateKey(secret)).export({ type: 'spki', format: 'pem' })
    expect(publicHalf).toBe(project.read('seaworthy.pub'))
    const again = await project.seaworthy(['init', '--signing', '--format', 'json'])
    expect(json(again)).toEqual({ written: [], kept: [...files, 'seaworthy.pub'] })
    expect(project.read('seaworthy.pub')).toBe(publicHalf)
  })
})

describe('the command itself', () => {
  it.concurrent('has a start in plain words, without color where nobody asked for it', async () => {
    const { exitCode, stdout, stderr } = await tiny.seaworthy(['--help'])
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(stdout).toMatch(
      /^Usage: seaworthy[\s\S]*Exit codes: 0 not blocked, 1 blocked, 2 wrong usage or configuration, 3 error\.\nA first look: seaworthy init/,
    )
    expect(stdout).not.toMatch(escapeCode)
  })

  it.concurrent('called with nothing is wrong usage: a script that lost its arguments must not pass', async () => {
    expect(await tiny.seaworthy([])).toMatchObject({ exitCode: 2, stdout: '' })
  })

  it.concurrent('lists every problem of its inputs, in words', async () => {
    expect(await tiny.seaworthy(['check', 'x.csv', '--contract', 'c', '--samples', 'few'])).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: '✗ INPUT_INVALID  check: samples is "few" and must be a number\n  → seaworthy check --help names the inputs\n',
    })
    expect((await tiny.seaworthy(['run', '--format', 'yaml'])).stderr).toMatch(/^✗ USAGE {2}.*Allowed choices are text, json, markdown\.\n/)
  })

  it.concurrent('runs through its bin', async () => {
    const bin = path.join(root, 'packages/app/bin/seaworthy.mjs')
    const version = await new Promise<string>((resolve) => void execFile(process.execPath, [bin, '--version'], (_, stdout) => resolve(stdout)))
    expect(version).toMatch(/^\d+\.\d+\.\d+\n$/)
  })
})
