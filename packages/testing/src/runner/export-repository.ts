import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { runGit } from '../git/run-git.ts'

export interface ExportRepository {
  readonly from: string
  /** Default: a new temporary folder. */
  readonly to?: string
  /** Ignored paths that a release would hold, as `dist`; missing ones are left out. */
  readonly extra?: readonly string[]
  /** Only these, relative to `from`: act copies the folder at every step that uses it. */
  readonly only?: readonly string[]
}

/** A copy of what git would ship: tracked and new files, never node_modules. Answers the folder. */
export async function exportRepository({ from, to, extra = [], only = [] }: ExportRepository): Promise<string> {
  const target = to ?? (await mkdtemp(path.join(tmpdir(), 'seaworthy-export-')))
  const { stdout } = await runGit(['ls-files', '-coz', '--exclude-standard', '--', ...only], {
    cwd: from,
    env: { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'safe.directory', GIT_CONFIG_VALUE_0: '*' },
  })
  const files = [...stdout.toString('utf8').split('\0').filter(Boolean), ...extra]
  for (const file of files) {
    if (!existsSync(path.join(from, file))) continue
    await mkdir(path.dirname(path.join(target, file)), { recursive: true })
    await cp(path.join(from, file), path.join(target, file), { recursive: true, verbatimSymlinks: true })
  }
  return target
}
