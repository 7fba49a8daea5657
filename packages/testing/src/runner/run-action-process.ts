import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Annotation, parseAnnotations, parseFileCommands } from './file-commands.ts'

export interface RunActionProcess {
  /** Path of the entry, or the arguments of Node (`['--conditions=source', 'main.ts']`). */
  readonly main: string | readonly string[]
  readonly inputs?: Readonly<Record<string, string>>
  /** Added to a bare environment: nothing of this process is inherited but PATH. */
  readonly env?: Readonly<Record<string, string>>
  readonly event?: { readonly name: string; readonly payload: Readonly<Record<string, unknown>> }
  /** Working directory and GITHUB_WORKSPACE. */
  readonly workspace: string
  /** Default 60 000. */
  readonly timeoutMs?: number
}

export interface ActionProcess {
  readonly exitCode: number
  readonly outputs: Readonly<Record<string, string>>
  readonly exported: Readonly<Record<string, string>>
  readonly state: Readonly<Record<string, string>>
  readonly summary: string
  readonly annotations: readonly Annotation[]
  readonly stdout: string
  readonly stderr: string
}

const FILES = { output: 'GITHUB_OUTPUT', env: 'GITHUB_ENV', state: 'GITHUB_STATE', summary: 'GITHUB_STEP_SUMMARY', path: 'GITHUB_PATH' } as const

/** Runs the entry of a JavaScript action as a runner would: a child process, inputs as INPUT_*, files for its answers. */
export async function runActionProcess({
  main,
  inputs = {},
  env = {},
  event,
  workspace,
  timeoutMs = 60_000,
}: RunActionProcess): Promise<ActionProcess> {
  const scratch = await mkdtemp(path.join(tmpdir(), 'seaworthy-action-'))
  const file = (name: string): string => path.join(scratch, name)
  for (const name of Object.keys(FILES)) await writeFile(file(name), '')
  await mkdir(file('temp'))
  await writeFile(file('event.json'), JSON.stringify(event?.payload ?? {}))
  const environment = {
    PATH: process.env.PATH ?? '/usr/bin:/bin',
    HOME: scratch,
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: workspace,
    GITHUB_EVENT_NAME: event?.name ?? 'workflow_dispatch',
    GITHUB_EVENT_PATH: file('event.json'),
    GITHUB_SERVER_URL: 'https://github.com',
    RUNNER_OS: 'Linux',
    RUNNER_TEMP: file('temp'),
    RUNNER_TOOL_CACHE: file('temp'),
    ...Object.fromEntries(Object.entries(FILES).map(([name, variable]) => [variable, file(name)])),
    ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value])),
    ...env,
  }
  const child = spawn(process.execPath, typeof main === 'string' ? [main] : [...main], {
    cwd: workspace,
    env: environment,
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
  })
  const ended = await collect(child)
  const read = (name: string): Promise<string> => readFile(file(name), 'utf8')
  const [output, exported, state, summary] = await Promise.all(['output', 'env', 'state', 'summary'].map(read))
  await rm(scratch, { recursive: true, force: true })
  return {
    ...ended,
    outputs: parseFileCommands(output ?? ''),
    exported: parseFileCommands(exported ?? ''),
    state: parseFileCommands(state ?? ''),
    summary: summary ?? '',
    annotations: parseAnnotations(ended.stdout),
  }
}

/** Exit code -1: ended by a signal, as after the time limit. */
async function collect(child: ReturnType<typeof spawn>): Promise<{ exitCode: number; stdout: string; stderr: string }> {
  let stdout = ''
  let stderr = ''
  child.stdout?.on('data', (chunk: Buffer) => {
    stdout += chunk
  })
  child.stderr?.on('data', (chunk: Buffer) => {
    stderr += chunk
  })
  const exitCode = await new Promise<number>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve(code ?? -1))
  })
  return { exitCode, stdout, stderr }
}
