import { spawn } from 'node:child_process'
import { open } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import type { Commands } from '@seaworthy/pipeline'

const tailLines = 20
const graceMs = 5_000
const pollMs = 250
const drainMs = 200
/** As a shell says it of a program that is not there. */
const notStarted = 127

/** Commands of the repository's owner, each in a process group of its own so that a time limit ends all of it. */
export function localCommands(write: (text: string) => void): Commands {
  return {
    run: (command, options) => runCommand(command, { ...options, write }),
    async answers(url, timeoutMs) {
      for (let waited = 0; waited <= timeoutMs; waited += pollMs) {
        const response = await fetch(url, { signal: AbortSignal.timeout(5_000) }).catch(() => null)
        if (response?.ok) return true
        await delay(pollMs)
      }
      return false
    },
  }
}

export interface CommandOptions {
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly timeoutMs: number
  /** A file for standard output, which is then shown nowhere. */
  readonly stdoutTo?: string
  write(text: string): void
}

export async function runCommand(command: string, options: CommandOptions): Promise<{ readonly exitCode: number; readonly tail: string }> {
  const { cwd, env, timeoutMs, stdoutTo, write } = options
  const file = stdoutTo === undefined ? null : await open(stdoutTo, 'w')
  const run = new Promise<{ exitCode: number; tail: string }>((resolve) => {
    const child = spawn('/bin/sh', ['-c', command], { cwd, env: { ...env }, detached: true, stdio: ['ignore', file?.fd ?? 'pipe', 'pipe'] })
    const tail: string[] = []
    const take = (chunk: Buffer) => {
      write(chunk.toString())
      const lines = chunk.toString().split('\n')
      tail.push(...lines.filter((line) => line.trim() !== ''))
      tail.splice(0, Math.max(0, tail.length - tailLines))
    }
    child.stdout?.on('data', take)
    child.stderr?.on('data', take)
    const timer = setTimeout(() => {
      tail.push(`stopped after ${timeoutMs / 1000} s`)
      endGroup(child.pid, 'SIGTERM')
      setTimeout(() => endGroup(child.pid, 'SIGKILL'), graceMs).unref()
    }, timeoutMs)
    // A command that could not be started has no `exit`.
    child.on('error', (error) => {
      clearTimeout(timer)
      resolve({ exitCode: notStarted, tail: [...tail, error.message].join('\n') })
    })
    // `exit` comes before the last output is read, `close` never where a command leaves a server behind that keeps the pipes open.
    child.on('exit', (code) => {
      clearTimeout(timer)
      const done = () => resolve({ exitCode: code ?? 128, tail: tail.join('\n') })
      const drained = setTimeout(done, drainMs)
      child.once('close', () => {
        clearTimeout(drained)
        done()
      })
    })
  })
  try {
    return await run
  } finally {
    await file?.close()
  }
}

function endGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, signal)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}
