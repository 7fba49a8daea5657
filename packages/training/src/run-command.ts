import { type ChildProcessByStdio, spawn } from 'node:child_process'
import type { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Isolation, isolatedCommand } from './isolation.ts'
import { groupExists, signalGroup } from './process-group.ts'
import { shellCommand } from './shell.ts'

export interface CommandSpec {
  readonly command: string
  readonly cwd: string
  /** The whole environment of the command; nothing is added. */
  readonly env: Readonly<Record<string, string>>
  readonly timeoutMs: number
  /** What a command gets between SIGTERM and SIGKILL. */
  readonly graceMs: number
  readonly signal: AbortSignal | null
  /** What it is kept from; left out: nothing. */
  readonly isolated?: { readonly isolation: Isolation; readonly hide: readonly string[]; readonly network?: boolean }
  onOutput(text: string): void
}

export type CommandEnd =
  | { readonly kind: 'exited'; readonly code: number }
  | { readonly kind: 'killed'; readonly signal: string }
  | { readonly kind: 'timed-out' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'not-started'; readonly cause: unknown }

type Child = ChildProcessByStdio<null, Readable, Readable>

/** How long output may still come from a process that left the group, after the command itself has ended. */
const drainMs = 1000
const pollMs = 20

/**
 * Runs a command in a process group of its own, and answers how it ended, once nothing of the group is left: what it
 * leaves behind in the background is killed too, as it could still write. A process that makes a session of its own
 * escapes this, as only a container could hold it.
 */
export async function runCommand(spec: CommandSpec): Promise<CommandEnd> {
  if (spec.signal?.aborted === true) return { kind: 'cancelled' }
  const shell = shellCommand(spec.command, { env: spec.env, platform: process.platform })
  const { file, args } = spec.isolated ? isolatedCommand(shell, { ...spec.isolated, env: spec.env }) : shell
  const child: Child = spawn(file, args, {
    cwd: spec.cwd,
    env: spec.env,
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', spec.onOutput)
  const interruption = interrupt(child, spec)
  try {
    const end = await ended(child)
    await interruption.graceSpent()
    return interruption.reason() ?? end
  } finally {
    interruption.stop()
    signalGroup(child, 'SIGKILL')
    await drained(child)
  }
}

interface Interruption {
  reason(): CommandEnd | null
  /** Resolves once an interrupted group is empty or its grace is over; at once where nothing was interrupted. */
  graceSpent(): Promise<void>
  stop(): void
}

/** Ends the group when time is up or the caller cancels: asks first, and kills after the grace. */
function interrupt(child: Child, { timeoutMs, graceMs, signal }: CommandSpec): Interruption {
  let reason: CommandEnd | null = null
  let kill: NodeJS.Timeout | undefined
  let killed = false
  const killGroup = () => {
    killed = true
    signalGroup(child, 'SIGKILL')
  }
  const end = (why: CommandEnd) => {
    if (reason !== null) return
    reason = why
    signalGroup(child, 'SIGTERM')
    kill = setTimeout(killGroup, graceMs)
  }
  const cancel = () => end({ kind: 'cancelled' })
  const limit = setTimeout(() => end({ kind: 'timed-out' }), Math.min(timeoutMs, 2 ** 31 - 1))
  signal?.addEventListener('abort', cancel)
  const stop = () => {
    clearTimeout(limit)
    clearTimeout(kill)
    signal?.removeEventListener('abort', cancel)
  }
  const graceSpent = async () => {
    while (reason !== null && !killed && groupExists(child)) await sleep(pollMs)
  }
  return { reason: () => reason, graceSpent, stop }
}

function ended(child: Child): Promise<CommandEnd> {
  return new Promise((resolve) => {
    child.once('error', (cause) => resolve({ kind: 'not-started', cause }))
    child.once('exit', (code, signal) => resolve(code === null ? { kind: 'killed', signal: String(signal) } : { kind: 'exited', code }))
  })
}

async function drained(child: Child): Promise<void> {
  const closed = [child.stdout, child.stderr].map(
    (stream) => new Promise<void>((resolve) => (stream.closed ? resolve() : stream.once('close', resolve))),
  )
  const timer = setTimeout(() => [child.stdout, child.stderr].forEach((stream) => void stream.destroy()), drainMs)
  await Promise.all(closed)
  clearTimeout(timer)
}
