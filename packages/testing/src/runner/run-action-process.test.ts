import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { parseAnnotations, parseFileCommands } from './file-commands.ts'
import { runActionProcess } from './run-action-process.ts'

let workspace: string
beforeEach(async () => {
  workspace = await mkdtemp(path.join(tmpdir(), 'seaworthy-workspace-'))
})
afterEach(() => rm(workspace, { recursive: true }))

it('gives an action its inputs and event, and reads back what it said', async () => {
  const core = import.meta.resolve('@actions/core')
  const main = path.join(workspace, 'main.mjs')
  await writeFile(
    main,
    `import * as core from ${JSON.stringify(core)}
import { readFileSync } from 'node:fs'
const event = JSON.parse(readFileSync(process.env.GITHUB_EVENT_PATH, 'utf8'))
core.setOutput('greeting', core.getInput('who name') + '\\n' + event.number)
core.exportVariable('EXPORTED', 'x')
core.error('bad: thing', { file: 'a,b.ts', startLine: 3 })
await core.summary.addRaw('# Report').write()
core.setFailed('stopped')`,
  )
  const ended = await runActionProcess({ main, workspace, inputs: { 'who name': 'sea' }, event: { name: 'pull_request', payload: { number: 7 } } })
  expect(ended).toMatchObject({ exitCode: 1, outputs: { greeting: 'sea\n7' }, exported: { EXPORTED: 'x' }, summary: '# Report' })
  expect(ended.annotations).toEqual([
    { level: 'error', message: 'bad: thing', properties: { file: 'a,b.ts', line: '3' } },
    { level: 'error', message: 'stopped', properties: {} },
  ])
})

it('inherits nothing of this process but PATH', async () => {
  process.env.SEAWORTHY_LEAK = 'leaked'
  const { stdout } = await runActionProcess({ main: ['-e', 'console.log(process.env.SEAWORTHY_LEAK)'], workspace })
  delete process.env.SEAWORTHY_LEAK
  expect(stdout).toBe('undefined\n')
})

it('ends an action that runs over its time', async () => {
  const { exitCode } = await runActionProcess({ main: ['-e', 'setInterval(() => {}, 1000)'], workspace, timeoutMs: 200 })
  expect(exitCode).toBe(-1)
})

it('reads plain and delimited file commands', () => {
  expect(parseFileCommands('a=1\nb<<END\nx\ny=2\nEND\nc=\n')).toEqual({ a: '1', b: 'x\ny=2', c: '' })
})

it('ignores commands while they are stopped', () => {
  expect(parseAnnotations('::stop-commands::k\n::error::no\n::k::\n::warning::yes')).toEqual([{ level: 'warning', message: 'yes', properties: {} }])
})
