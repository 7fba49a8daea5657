import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findIsolation, type Isolation, isolatedCommand } from './isolation.ts'
import { type PredictionSpec, supervisePrediction } from './supervise-prediction.ts'

const none: Isolation = { kind: 'none', reason: 'the test asks for none' }
let isolation: Isolation = none
let folder = ''
beforeAll(async () => {
  isolation = await findIsolation({ PATH: process.env.PATH ?? '' })
})
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'predicting-'))
  await writeFile(join(folder, 'weights.bin'), 'weights')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

interface Overrides extends Partial<PredictionSpec> {
  readonly stopCommandsToken?: string
}

function predict(command: string, { stopCommandsToken, ...overrides }: Overrides = {}) {
  const printed: string[] = []
  const spec: PredictionSpec = {
    command,
    cwd: folder,
    env: { PATH: process.env.PATH ?? '' },
    timeoutMs: 20_000,
    graceMs: 200,
    model: join(folder, 'weights.bin'),
    out: join(folder, 'out'),
    name: 'predictions.csv',
    isolation: none,
    hide: [],
    ...overrides,
  }
  const io = { write: (text: string) => void printed.push(text), stopCommandsToken: stopCommandsToken ?? null, now: () => 0 }
  return { result: supervisePrediction(spec, io), printed: () => printed.join('') }
}

const writeOne = 'echo score > "$OUT"'

describe('supervisePrediction', () => {
  it('answers the file that the command wrote to $OUT', async () => {
    const { result } = predict(`${writeOne}; echo done`)
    const said = { head: expect.any(Uint8Array), beside: expect.any(Function), logTail: 'done\n' }
    expect(await result).toEqual({ durationMs: 0, path: join(folder, 'out/predictions.csv'), ...said })
  })

  it('lets the command change no model but its own copy', async () => {
    const { result } = predict(`cat "$MODEL"; echo ruined > "$MODEL"; ${writeOne}`)
    expect((await result).logTail).toBe('weights\n')
    expect(await readFile(join(folder, 'weights.bin'), 'utf8')).toBe('weights')
  })

  it.each([
    ['fails', 'echo broken; exit 3', 'COMMAND_FAILED'],
    ['names a program that is not there', 'no-such-program', 'COMMAND_NOT_FOUND'],
    ['writes nothing', 'true', 'OUTPUT_MISSING'],
    ['writes an empty file', ': > "$OUT"', 'OUTPUT_EMPTY'],
    ['leaves a link to a file elsewhere', 'ln -s /etc/passwd "$OUT"', 'OUTPUT_UNSAFE'],
    ['makes a folder', 'mkdir "$OUT"; echo score > "$OUT/a"', 'OUTPUT_UNSAFE'],
  ])('refuses a command that %s', async (_title, command, code) => {
    await expect(predict(command).result).rejects.toMatchObject({ code })
  })

  it('ends a command that hangs, whatever isolation it runs under', async () => {
    for (const one of [none, isolation])
      await expect(predict('sleep 60', { timeoutMs: 300, isolation: one, out: join(folder, one.kind) }).result).rejects.toMatchObject({
        code: 'TIMED_OUT',
        hint: 'raise evaluate.predict.timeout, or predict in larger batches',
      })
  })

  it('stands between marks with all that it prints', async () => {
    const { result, printed } = predict(`echo '::add-mask::x'; ${writeOne}`, { stopCommandsToken: 'tok3n' })
    await result
    expect(printed()).toBe('::stop-commands::tok3n\n::add-mask::x\n::tok3n::\n')
  })
})

// Where namespaces do not work there is nothing to prove but that the reason is told.
describe('isolation', () => {
  const inside = async (command: string, overrides: Overrides = {}) => {
    const { result } = predict(`${command}; ${writeOne}`, { isolation, ...overrides })
    return (await result).logTail
  }

  it('is none with a reason, or namespaces', () => {
    if (isolation.kind === 'none') expect(isolation.reason).not.toBe('')
    else expect(['user', 'sudo']).toContain(isolation.by)
  })

  it('lets no command reach a server of this machine', async () => {
    const server = createServer((_request, response) => response.end('reached')).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const { port } = server.address() as AddressInfo
    const ask = `(exec 3<>/dev/tcp/127.0.0.1/${port} && echo connected) 2>/dev/null || echo refused`
    try {
      expect(await inside(ask, { isolation: none, out: join(folder, 'open') })).toBe('connected\n')
      expect(await inside(ask)).toBe(isolation.kind === 'none' ? 'connected\n' : 'refused\n')
    } finally {
      await new Promise((resolve) => server.close(resolve))
    }
  })

  it('hides files and folders, and gives no way back to them', async () => {
    const labels = join(folder, 'labels.csv')
    const objects = join(folder, 'objects')
    await writeFile(labels, 'secret\n')
    await mkdir(objects)
    await writeFile(join(objects, 'blob'), 'secret\n')
    const look = `cat "${labels}"; ls "${objects}"; (umount "${labels}" || unshare -Urm umount "${labels}" || true) 2>/dev/null; cat "${labels}"`
    const hidden = await inside(look, { hide: [labels, objects, join(folder, 'not-there')] })
    expect(hidden).toBe(isolation.kind === 'none' ? 'secret\nblob\nsecret\n' : '')
    expect(await readFile(labels, 'utf8')).toBe('secret\n')
  })

  it('keeps the environment of the process that started it from it', async () => {
    const read = `(head -c 1 /proc/${process.pid}/environ > /dev/null) 2>/dev/null && echo readable || echo unreadable`
    expect(await inside(read)).toBe(isolation.kind === 'none' ? 'readable\n' : 'unreadable\n')
  })

  it('ends what a command leaves behind in a session of its own', async () => {
    const mark = join(folder, 'mark')
    await inside(`(setsid sh -c 'sleep 1; echo late > "${mark}"' >/dev/null 2>&1 &)`)
    await new Promise((resolve) => setTimeout(resolve, 1500))
    const late = await readFile(mark, 'utf8').catch(() => 'ended')
    expect(late).toBe(isolation.kind === 'none' ? 'late\n' : 'ended')
  })

  it('by sudo gives the command back to its user, with its own environment', () => {
    const options = { isolation: { kind: 'namespaces', by: 'sudo' }, hide: ['/data/a.csv'], env: { A: '1' } } as const
    const { file, args } = isolatedCommand({ file: '/bin/sh', args: ['-c', 'true'] }, options)
    expect([file, ...args.slice(0, 3)]).toEqual(['sudo', '-n', '--', 'unshare'])
    expect(args.slice(-6)).toEqual(['env', '-i', 'A=1', '/bin/sh', '-c', 'true'])
    expect(args).toContain(`--reuid=${process.getuid?.()}`)
  })
})
