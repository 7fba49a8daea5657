import { execFile } from 'node:child_process'
import { copyFile, cp, mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const run = promisify(execFile)
const root = path.resolve(import.meta.dirname, '..')
const example = path.join(root, 'examples/flight-delay')
let project: string

/** The example as a repository of its own, with the months that its lock names cut anew from the npm package. */
beforeAll(async () => {
  project = await mkdtemp(path.join(os.tmpdir(), 'seaworthy-flights-'))
  for (const name of ['seaworthy.yml', 'seaworthy.lock']) await copyFile(path.join(example, name), path.join(project, name))
  await cp(path.join(example, 'contracts'), path.join(project, 'contracts'), { recursive: true })
  await run(process.execPath, [path.join(example, 'scripts/make-data.mjs'), '--root', project])
  await run('git', ['init', '--quiet', '--initial-branch=main'], { cwd: project })
  await run('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', 'commit', '--quiet', '--allow-empty', '--message=first'], { cwd: project })
})
afterAll(() => rm(project, { recursive: true, force: true }))

describe('the flight-delay example', () => {
  it('cuts the very files that its lock names', async () => {
    const { stdout } = await seaworthy(['lock', '--check', '--format', 'json'])
    expect(JSON.parse(stdout)).toEqual({ files: 5, unlocked: [] })
  })

  it('finds the real defects of the data on every row, and none that blocks', async () => {
    const { stdout } = await seaworthy(['check', 'data/2001-*.parquet', '--contract', 'contracts/flights.odcs.yaml', '--format', 'json'])
    const { valid, rows, checks } = JSON.parse(stdout) as {
      valid: boolean
      rows: number
      checks: { id: string; outcome: string; failed: number; observed: number | null }[]
    }
    const found = checks.filter((check) => check.outcome !== 'pass').map(({ id, failed, observed }) => [id, failed || observed])
    expect({ valid, rows, found: Object.fromEntries(found) }).toEqual({
      valid: true,
      rows: 2_497_772,
      found: { exact_duplicates: 153, clock_wrapped: 47, stamped_a_day_early: 3028 },
    })
  })
})

function seaworthy(args: readonly string[]): Promise<{ stdout: string; stderr: string }> {
  const main = path.join(root, 'packages/app/src/terminal-main.ts')
  return run(process.execPath, ['--conditions=source', '--no-warnings', main, ...args], { cwd: project })
}
