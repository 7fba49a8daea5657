import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { localCommands, runCommand } from './local-commands.ts'

let cwd: string
let written: string

beforeEach(() => {
  cwd = mkdtempSync(path.join(tmpdir(), 'seaworthy-commands-'))
  written = ''
})
afterEach(() => rmSync(cwd, { recursive: true }))

const commands = localCommands((text) => {
  written += text
})
const run = (command: string, timeoutMs = 10_000) =>
  commands.run(command, { cwd, env: { PATH: process.env.PATH ?? '', GREETING: 'hello' }, timeoutMs })

describe('localCommands', () => {
  it('runs in its folder with the given variables alone, shows the output and keeps its end', async () => {
    expect(await run('pwd; echo "$GREETING $HOME"; echo careful >&2')).toMatchObject({ exitCode: 0, tail: expect.stringContaining('hello') })
    expect(written).toContain('hello \n')
    expect(written).toContain('careful')
    const { tail } = await run('seq 1 100; exit 3')
    expect(tail.split('\n')).toEqual(Array.from({ length: 20 }, (_, index) => String(index + 81)))
  })

  it('answers with the exit code of a command that fails or is not there', async () => {
    expect(await run('exit 3')).toMatchObject({ exitCode: 3 })
    expect(await run('no-such-program')).toMatchObject({ exitCode: 127, tail: expect.stringContaining('no-such-program') })
  })

  it('answers where a command cannot even be started, as in a folder that is not there', async () => {
    rmSync(cwd, { recursive: true })
    expect(await run('true')).toEqual({ exitCode: 127, tail: expect.stringContaining('ENOENT') })
    mkdirSync(cwd)
  })

  it('writes standard output to a file where that is asked, and shows the rest', async () => {
    const env = { PATH: process.env.PATH ?? '' }
    const stdoutTo = path.join(cwd, 'printed')
    const write = (text: string) => {
      written += text
    }
    expect(await runCommand('echo rows; echo said >&2', { cwd, env, timeoutMs: 10_000, stdoutTo, write })).toEqual({ exitCode: 0, tail: 'said' })
    expect([readFileSync(stdoutTo, 'utf8'), written]).toEqual(['rows\n', 'said\n'])
  })

  it('ends the whole group of a command that takes too long', async () => {
    const { exitCode, tail } = await run('(sleep 1; touch survived) & sleep 60', 300)
    expect({ exitCode, tail }).toEqual({ exitCode: 128, tail: 'stopped after 0.3 s' })
    await delay(1_200)
    expect(existsSync(path.join(cwd, 'survived'))).toBe(false)
  })

  it('leaves a server that the command started running', async () => {
    const { exitCode } = await run('(sleep 0.5; touch served) & exit 0')
    expect({ exitCode, early: existsSync(path.join(cwd, 'served')) }).toEqual({ exitCode: 0, early: false })
    for (let tries = 0; !existsSync(path.join(cwd, 'served')) && tries < 100; tries++) await delay(20)
    expect(existsSync(path.join(cwd, 'served'))).toBe(true)
  })

  it('asks an address until it answers well, or the time is over', async () => {
    let asked = 0
    const server = createServer((_, response) => response.writeHead(++asked < 3 ? 503 : 200).end())
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`
    expect([await commands.answers(url, 5_000), asked]).toEqual([true, 3])
    server.close()
    server.closeAllConnections()
    expect(await commands.answers(url, 0)).toBe(false)
  })
})
