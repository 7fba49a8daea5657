import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { canonicalJson, digestOf } from '@seaworthy/record'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TrainingIo } from './run-guarded.ts'
import { superviseTraining, type TrainingSpec } from './supervise-training.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'training-'))
  await writeFile(join(folder, 'train.py'), 'pass')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

interface Overrides extends Partial<Omit<TrainingSpec, 'command'>>, Partial<Omit<TrainingIo, 'write'>> {}

function train(command: string, overrides: Overrides = {}) {
  const { stopCommandsToken = null, now = () => 0, signal, ...spec } = overrides
  const printed: string[] = []
  const io: TrainingIo = { write: (text) => void printed.push(text), stopCommandsToken, now, ...(signal === undefined ? {} : { signal }) }
  const out = join(folder, 'out')
  const env = { PATH: process.env.PATH ?? '', OUT: out }
  const defaults = { command, cwd: folder, env, timeoutMs: 20_000, graceMs: 300, out, model: 'model.bin', metrics: null }
  const result = superviseTraining({ ...defaults, ...spec }, io)
  return { result, printed: () => printed.join('') }
}

/** Whether a process runs; one that ended and waits to be collected by its parent (a zombie) does not. */
async function runs(pid: number): Promise<boolean> {
  const state = await promisify(execFile)('ps', ['-o', 'stat=', '-p', String(pid)]).catch((error) => {
    if (error.code === 1) return { stdout: '' }
    throw error
  })
  return state.stdout.trim() !== '' && !state.stdout.startsWith('Z')
}

const writeModel = 'printf model > "$OUT/model.bin"'

describe('superviseTraining', () => {
  it('answers the model, other files at the top, the duration and the log', async () => {
    let clock = 1000
    const { result } = train(`${writeModel}; printf x > "$OUT/curve.csv"; mkdir "$OUT/deep"; echo done`, { now: () => (clock += 500) })
    const out = join(folder, 'out')
    expect(await result).toEqual({
      durationMs: 500,
      outputs: [
        { role: 'model', name: 'model.bin', path: join(out, 'model.bin'), digest: digestOf('model'), bytes: 5 },
        { role: 'other', name: 'curve.csv', path: join(out, 'curve.csv'), digest: digestOf('x'), bytes: 1 },
      ],
      reported: null,
      logTail: 'done\n',
    })
  })

  it('names a folder by the digests of its files, sorted by path, links inside it followed', async () => {
    const { result } = train('mkdir -p "$OUT/m/b"; printf 2 > "$OUT/m/b/two"; printf 1 > "$OUT/m/a"; ln -s a "$OUT/m/link"', { model: 'm/' })
    const entries = [
      { path: 'a', digest: digestOf('1') },
      { path: 'b/two', digest: digestOf('2') },
      { path: 'link', digest: digestOf('1') },
    ]
    expect((await result).outputs[0]).toMatchObject({ name: 'm', digest: digestOf(canonicalJson(entries)), bytes: 3 })
  })

  it('reads the numbers of a metrics file', async () => {
    const json = '{"accuracy": 0.9, "test": {"loss": [1, 2]}, "model": "boosting", "early": true}'
    const { result } = train(`${writeModel}; echo '${json}' > "$OUT/metrics.json"`, { metrics: 'metrics.json' })
    expect((await result).reported).toEqual({ accuracy: 0.9, 'test.loss.0': 1, 'test.loss.1': 2 })
  })

  it.each(['{"a": NaN}', '{"a": null}', '{"a": -Infinity}', '{"a": 1e999}', '{}', '[1', '"text"'])('refuses the metrics %s', async (json) => {
    const { result } = train(`${writeModel}; echo '${json}' > "$OUT/metrics.json"`, { metrics: 'metrics.json' })
    await expect(result).rejects.toMatchObject({ code: 'METRICS_INVALID' })
  })

  it('gives the command no variable but those of the specification', async () => {
    const { result } = train(`${writeModel}; env | cut -d= -f1 | sort | tr '\\n' ' '`)
    expect((await result).logTail).toBe('OUT PATH PWD SHLVL _ \n')
  })
})

describe('what the runner sees', () => {
  it('stands between marks, whatever it says, and the marks stand on lines of their own', async () => {
    const { result, printed } = train(`${writeModel}; printf '::error::not mine'`, { stopCommandsToken: 'tok3n' })
    await result
    expect(printed()).toBe('::stop-commands::tok3n\n::error::not mine\n::tok3n::\n')
  })

  it('is handed back after a failure too', async () => {
    const { result, printed } = train('echo broken >&2; exit 3', { stopCommandsToken: 'tok3n' })
    await expect(result).rejects.toMatchObject({ code: 'COMMAND_FAILED', logTail: 'broken\n' })
    expect(printed()).toBe('::stop-commands::tok3n\nbroken\n::tok3n::\n')
  })
})

describe('a command that fails', () => {
  it.each([
    ['an unknown program', 'trian --fast', 'COMMAND_NOT_FOUND'],
    ['a file that cannot be run', './train.py', 'COMMAND_NOT_FOUND'],
    ['an exit code', 'exit 3', 'COMMAND_FAILED'],
    ['a line before the last', 'false\ntrue', 'COMMAND_FAILED'],
    ['a signal', 'kill -9 $$', 'COMMAND_FAILED'],
  ])('by %s is told with a code', async (_, command, code) => {
    await expect(train(command).result).rejects.toMatchObject({ code })
  })

  it('cannot start in a folder that is not there', async () => {
    const { result } = train('true', { cwd: join(folder, 'none'), checkout: folder })
    await expect(result).rejects.toMatchObject({ code: 'COMMAND_NOT_FOUND' })
  })
})

describe('time and cancellation', () => {
  it('ends the command and what it started when time is up, and says what it printed', async () => {
    const { result } = train('(sleep 30; touch late) & echo started; sleep 30', { timeoutMs: 200 })
    await expect(result).rejects.toMatchObject({ code: 'TIMED_OUT', logTail: 'started\n' })
  })

  it('lets a command end well within the grace, though its time is up', async () => {
    const { result } = train(`trap 'sleep 0.1; echo saved; exit 0' TERM; echo on; sleep 30 & wait`, { timeoutMs: 300, graceMs: 5000 })
    await expect(result).rejects.toMatchObject({ code: 'TIMED_OUT', logTail: 'on\nsaved\n' })
  })

  it('kills what ignores the request', async () => {
    const { result } = train(`trap '' TERM; echo on; while :; do sleep 0.05; done`, { timeoutMs: 200, graceMs: 200 })
    await expect(result).rejects.toMatchObject({ code: 'TIMED_OUT' })
  })

  it('ends the whole group on cancel', async () => {
    const abort = new AbortController()
    const { result, printed } = train(`bash -c 'echo $$; sleep 30' & wait`, { signal: abort.signal })
    while (printed() === '') await sleep(10)
    abort.abort()
    await expect(result).rejects.toMatchObject({ code: 'CANCELLED' })
    expect(await runs(Number(printed()))).toBe(false)
  })

  it('starts nothing that was cancelled before', async () => {
    await expect(train('touch started', { signal: AbortSignal.abort() }).result).rejects.toMatchObject({ code: 'CANCELLED' })
    expect(existsSync(join(folder, 'started'))).toBe(false)
  })

  it('kills what a successful command left in the background', async () => {
    const { result } = train(`${writeModel}; sleep 30 & echo $!`)
    const left = Number((await result).logTail)
    expect(await runs(left)).toBe(false)
  })
})

describe('outputs', () => {
  it.each([
    ['nothing is written', 'true', {}, 'OUTPUT_MISSING'],
    ['the model is empty', ': > "$OUT/model.bin"', {}, 'OUTPUT_EMPTY'],
    ['the model is an empty folder', 'mkdir "$OUT/model.bin"', {}, 'OUTPUT_EMPTY'],
    ['the model is a link out', 'ln -s /etc/hostname "$OUT/model.bin"', {}, 'OUTPUT_UNSAFE'],
    ['the model is a link to nothing', 'ln -s nowhere "$OUT/model.bin"', {}, 'OUTPUT_UNSAFE'],
    ['a file of the model is a link out', 'mkdir "$OUT/model.bin"; ln -s /etc/hostname "$OUT/model.bin/a"', {}, 'OUTPUT_UNSAFE'],
    ['the model is a pipe', 'mkfifo "$OUT/model.bin"', {}, 'OUTPUT_UNSAFE'],
    ['the folder was replaced by a link', 'rmdir "$OUT"; ln -s /etc "$OUT"', { model: 'hostname' }, 'OUTPUT_UNSAFE'],
    ['the model is declared elsewhere', 'true', { model: '../model.bin' }, 'OUTPUT_UNSAFE'],
    ['the model is declared as a whole path', 'true', { model: '/etc/hostname' }, 'OUTPUT_UNSAFE'],
    ['the metrics are missing', writeModel, { metrics: 'metrics.json' }, 'OUTPUT_MISSING'],
  ])('are refused when %s', async (_, command, overrides, code) => {
    await expect(train(command, overrides).result).rejects.toMatchObject({ code })
  })

  it('of an earlier run are not taken for this one', async () => {
    await train(writeModel).result
    await expect(train('true').result).rejects.toMatchObject({ code: 'OUT_NOT_EMPTY' })
  })
})

describe('writing outside', () => {
  it('is refused with each path, new, changed and removed', async () => {
    await writeFile(join(folder, 'old.txt'), 'old')
    const { result } = train(`${writeModel}; echo data > data.csv; echo fail > train.py; rm old.txt`)
    const message = 'the command wrote outside its output folder: data.csv (new), old.txt (removed), train.py (changed)'
    await expect(result).rejects.toMatchObject({ code: 'WROTE_OUTSIDE', message })
  })

  it('is seen under an old date too', async () => {
    const { result } = train(`${writeModel}; cp -p train.py kept; echo fail > train.py; touch -r kept train.py; rm kept`)
    await expect(result).rejects.toMatchObject({ code: 'WROTE_OUTSIDE' })
  })

  it('into caches of Python is allowed', async () => {
    const { result } = train(`${writeModel}; mkdir __pycache__ .cache; echo x > __pycache__/a.pyc; echo x > .cache/b`)
    expect((await result).outputs).toHaveLength(1)
  })

  it('is watched for in the whole checkout, not only where the command runs', async () => {
    const { result } = train(`${writeModel}; echo x > ../up.txt`, { cwd: join(folder, 'out'), checkout: folder })
    await expect(result).rejects.toMatchObject({ code: 'WROTE_OUTSIDE', message: expect.stringContaining('up.txt (new)') })
  })
})
