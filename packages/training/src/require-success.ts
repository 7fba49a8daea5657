import { TrainingError } from './errors.ts'
import type { CommandEnd, CommandSpec } from './run-command.ts'

/** What a command is called, and what helps where it fails. */
export interface CommandWords {
  readonly name: string
  readonly timedOut: string
  readonly notFound: string
}

export const trainingWords: CommandWords = {
  name: 'training command',
  timedOut: 'raise train.timeout, or train on less',
  notFound: 'install it in a step before, or add its file to train.sources: only those are checked out',
}

interface EndedCommand {
  readonly spec: Pick<CommandSpec, 'command' | 'cwd' | 'timeoutMs'>
  readonly logTail: string
  readonly words: CommandWords
}

/**
 * Turns every end of a command but exit 0 into an error that says what to do.
 * @throws {TrainingError} `COMMAND_NOT_FOUND`, `COMMAND_FAILED`, `TIMED_OUT`, `CANCELLED`
 */
export function requireSuccess(end: CommandEnd, { spec, logTail, words }: EndedCommand): void {
  const command = `${words.name} "${spec.command.trim().slice(0, 200)}"`
  switch (end.kind) {
    case 'cancelled':
      throw new TrainingError('CANCELLED', `${command} was cancelled`, { logTail })
    case 'timed-out':
      throw new TrainingError('TIMED_OUT', `${command} was ended after ${spec.timeoutMs / 1000} s`, {
        hint: words.timedOut,
        logTail,
      })
    case 'killed':
      throw new TrainingError('COMMAND_FAILED', `${command} was ended by ${end.signal}`, { hint: killedHint(end.signal), logTail })
    case 'not-started':
      throw new TrainingError('COMMAND_NOT_FOUND', `${command} could not be started in "${spec.cwd}"`, {
        hint: notStartedHint,
        cause: end.cause,
        logTail,
      })
    case 'exited':
      if (end.code !== 0) throw failed(command, end.code, { logTail, words })
  }
}

function failed(command: string, code: number, { logTail, words }: Pick<EndedCommand, 'logTail' | 'words'>): TrainingError {
  if (code === 127)
    return new TrainingError('COMMAND_NOT_FOUND', `${command} names a program that is not there (exit 127)`, { hint: words.notFound, logTail })
  if (code === 126)
    return new TrainingError('COMMAND_NOT_FOUND', `${command} names a file that cannot be run (exit 126)`, { hint: notRunnableHint, logTail })
  const hint = code === 137 ? killedHint('SIGKILL') : 'the last lines of its output say why'
  return new TrainingError('COMMAND_FAILED', `${command} failed with exit ${code}`, { hint, logTail })
}

const notStartedHint = 'the folder must exist, so one of the declared sources must lie in it'
const notRunnableHint = 'git update-index --chmod=+x FILE, or name the interpreter'

function killedHint(signal: string): string {
  return signal === 'SIGKILL' ? 'the system may have run out of memory' : 'the last lines of its output say why'
}
