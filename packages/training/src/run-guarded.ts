import { openLogTail } from './log-tail.ts'
import { type CommandWords, requireSuccess } from './require-success.ts'
import { type CommandSpec, runCommand } from './run-command.ts'
import { guardOutput } from './stop-commands.ts'

/** Where the output of a command goes, and who may end it. */
export interface TrainingIo {
  write(text: string): void
  /** A random token on a runner, else null. */
  readonly stopCommandsToken: string | null
  readonly signal?: AbortSignal
  now(): number
}

export interface GuardedSpec extends Pick<CommandSpec, 'command' | 'cwd' | 'env' | 'timeoutMs' | 'isolated'> {
  /** Between SIGTERM and SIGKILL; 10 seconds when left out. */
  readonly graceMs?: number
}

export interface Ran {
  readonly durationMs: number
  /** The last 60 lines that the command printed. */
  readonly logTail: string
}

const defaultGraceMs = 10_000

/**
 * Runs a command to its end, its output between marks that the runner takes no command from.
 * @throws {TrainingError} `COMMAND_NOT_FOUND`, `COMMAND_FAILED`, `TIMED_OUT`, `CANCELLED`, with the log's tail
 */
export async function runGuarded(spec: GuardedSpec, io: TrainingIo, words: CommandWords): Promise<Ran> {
  const tail = openLogTail()
  const output = guardOutput(io.write, io.stopCommandsToken)
  const onOutput = (text: string) => {
    tail.add(text)
    output.write(text)
  }
  const startedAt = io.now()
  try {
    const end = await runCommand({ ...spec, graceMs: spec.graceMs ?? defaultGraceMs, signal: io.signal ?? null, onOutput })
    requireSuccess(end, { spec, logTail: tail.text(), words })
    return { durationMs: io.now() - startedAt, logTail: tail.text() }
  } finally {
    output.close()
  }
}
