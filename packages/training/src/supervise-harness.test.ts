import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findIsolation, type Isolation } from './isolation.ts'
import { type HarnessSpec, superviseHarness } from './supervise-harness.ts'

const none: Isolation = { kind: 'none', reason: 'the test asks for none' }
let isolation: Isolation = none
let folder = ''
beforeAll(async () => {
  isolation = await findIsolation({ PATH: process.env.PATH ?? '' })
})
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'measuring-'))
  await mkdir(join(folder, 'weights'))
  await writeFile(join(folder, 'weights/part.bin'), 'weights')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

function measure(command: string, overrides: Partial<HarnessSpec> = {}) {
  const spec: HarnessSpec = {
    command,
    cwd: folder,
    env: { PATH: process.env.PATH ?? '' },
    timeoutMs: 20_000,
    graceMs: 200,
    model: join(folder, 'weights'),
    out: join(folder, 'out'),
    isolation: none,
    network: false,
    hide: [],
    ...overrides,
  }
  return superviseHarness(spec, { write: () => undefined, stopCommandsToken: null, now: () => 0 })
}

const leaveOne = 'mkdir "$OUT/model" && echo "{}" > "$OUT/model/results.json"'

describe('superviseHarness', () => {
  it('answers the folder in which the command left its results', async () => {
    const { path, logTail } = await measure(`${leaveOne}; echo done`)
    expect([path, logTail]).toEqual([join(folder, 'out'), 'done\n'])
    expect(await readdir(path)).toEqual(['model'])
  })

  it('gives it a copy of the model, be it a folder', async () => {
    expect((await measure(`cat "$MODEL/part.bin"; echo ruined > "$MODEL/part.bin"; ${leaveOne}`)).logTail).toContain('weights')
    expect(await readFile(join(folder, 'weights/part.bin'), 'utf8')).toBe('weights')
  })

  it.each([
    ['fails', 'echo broken; exit 3', 'COMMAND_FAILED'],
    ['names a program that is not there', 'no-such-program', 'COMMAND_NOT_FOUND'],
    ['leaves nothing', 'true', 'OUTPUT_MISSING'],
    ['removes the folder', 'rm -r "$OUT"', 'OUTPUT_MISSING'],
  ])('refuses a command that %s', async (_title, command, code) => {
    await expect(measure(command)).rejects.toMatchObject({ code })
  })

  it('ends a command that hangs', async () => {
    await expect(measure('sleep 60', { timeoutMs: 300 })).rejects.toMatchObject({
      code: 'TIMED_OUT',
      hint: 'raise evaluate.run.timeout, or measure on fewer documents',
    })
  })

  // Where namespaces do not work there is nothing to prove but that the command runs.
  it('lets it reach the network only where that is open, and hidden files never', async () => {
    const server = createServer((_request, response) => response.end('reached')).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const { port } = server.address() as AddressInfo
    const hidden = join(folder, 'history')
    await writeFile(hidden, 'secret')
    const ask = `(exec 3<>/dev/tcp/127.0.0.1/${port} && echo connected) 2>/dev/null || echo refused; cat "${hidden}"; ${leaveOne}`
    const asked = async (network: boolean, out: string) =>
      (await measure(ask, { isolation, network, hide: [hidden], out: join(folder, out, 'out') })).logTail
    try {
      const isFree = isolation.kind === 'none'
      expect(await asked(true, 'open')).toBe(isFree ? 'connected\nsecret' : 'connected\n')
      expect(await asked(false, 'closed')).toBe(isFree ? 'connected\nsecret' : 'refused\n')
    } finally {
      await new Promise((resolve) => server.close(resolve))
    }
  })
})
