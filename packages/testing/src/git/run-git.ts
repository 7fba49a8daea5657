import { spawn } from 'node:child_process'
import { TestingError } from '../errors.ts'

export interface GitRun {
  readonly cwd: string
  readonly input?: string | Uint8Array
  readonly env?: Readonly<Record<string, string>>
  /** Exit codes that are answers, not failures; default only 0. */
  readonly accept?: readonly number[]
}

export interface GitResult {
  readonly code: number
  readonly stdout: Buffer
}

/** The environment of every git process: no configuration of the machine or the user reaches it. */
export function gitEnvironment(): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '/usr/bin:/bin',
    HOME: '/nonexistent',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    LC_ALL: 'C',
    TZ: 'UTC',
  }
}

/** @throws {TestingError} `GIT_FAILED` when git cannot be started or ends with a code that `accept` does not list. */
export async function runGit(args: readonly string[], { cwd, input, env = {}, accept = [0] }: GitRun): Promise<GitResult> {
  const child = spawn('git', args, { cwd, env: { ...gitEnvironment(), ...env }, stdio: 'pipe' })
  const stdout: Buffer[] = []
  const stderr: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk))
  child.stdin.on('error', () => undefined) // git may end without reading its input
  child.stdin.end(input)
  const code = await new Promise<number>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (exit) => resolve(exit ?? -1))
  }).catch((cause: unknown) => {
    throw new TestingError('GIT_FAILED', 'git could not be started', { hint: 'install git and put it on PATH', cause })
  })
  if (!accept.includes(code)) {
    throw new TestingError('GIT_FAILED', `git ${args.join(' ')} ended with ${code}: ${Buffer.concat(stderr).toString().trim()}`)
  }
  return { code, stdout: Buffer.concat(stdout) }
}

export async function gitText(args: readonly string[], run: GitRun): Promise<string> {
  return (await runGit(args, run)).stdout.toString('utf8').trim()
}
