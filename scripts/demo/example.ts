// The example as a repository of its own, and its data as they arrive month by month.
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, symlink } from 'node:fs/promises'
import path from 'node:path'
import process from 'node:process'
import { promisify } from 'node:util'
import { say } from './display.ts'

export const root = path.resolve(import.meta.dirname, '../..')
export const example = path.join(root, 'examples/flight-delay')
const run = promisify(execFile)

export async function exampleFiles(publicKey: string): Promise<Record<string, string>> {
  const { stdout } = await run('git', ['ls-files', '--cached', '--others', '--exclude-standard', '.'], { cwd: example })
  const names = stdout.split('\n').filter((name) => name !== '' && !name.startsWith('stories/'))
  const files = await Promise.all(names.map(async (name) => [name, await readFile(path.join(example, name), 'utf8')] as const))
  return { ...Object.fromEntries(files), 'seaworthy.pub': publicKey }
}

/** The monthly files, cut once from the npm package and kept. */
export async function cutData(): Promise<void> {
  const folder = path.join(example, 'data')
  if (existsSync(path.join(folder, '2001-06.parquet'))) return
  say('cutting six months of flights into Parquet files (once)')
  await run(process.execPath, [path.join(example, 'scripts/make-data.mjs'), '--until', '2001-06'], { cwd: example })
}

/** As the set-up hook would: the months that have arrived by now. */
export async function linkData(workspace: string, until: string): Promise<void> {
  const folder = path.join(workspace, 'data')
  await mkdir(folder, { recursive: true })
  const names = (await readdir(path.join(example, 'data'))).filter((name) => name.endsWith('.parquet') && name.slice(0, 7) <= until)
  await Promise.all(names.map((name) => symlink(path.join(example, 'data', name), path.join(folder, name))))
}
