import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

export interface ShellCommand {
  readonly file: string
  readonly args: readonly string[]
}

export interface ShellContext {
  readonly env: Readonly<Record<string, string>>
  readonly platform: NodeJS.Platform
}

/**
 * How a command of the configuration is run: by bash as a step of a workflow is (the first failing line ends it, a
 * failing part of a pipe counts), by `/bin/sh -e` where there is no bash, by `cmd` on a Windows without bash.
 */
export function shellCommand(command: string, { env, platform }: ShellContext): ShellCommand {
  const bash = findBash(env, platform)
  if (bash !== null) return { file: bash, args: ['--noprofile', '--norc', '-eo', 'pipefail', '-c', command] }
  if (platform === 'win32') return { file: 'cmd.exe', args: ['/d', '/s', '/c', command] }
  return { file: '/bin/sh', args: ['-e', '-c', command] }
}

function findBash(env: Readonly<Record<string, string>>, platform: NodeJS.Platform): string | null {
  const name = platform === 'win32' ? 'bash.exe' : 'bash'
  const folders = (env.PATH ?? env.Path ?? '').split(delimiter).filter((folder) => folder !== '')
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? null
}
