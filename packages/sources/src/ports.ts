export interface CommandRun {
  readonly cwd: string
  /** The whole environment of the command. */
  readonly env: Readonly<Record<string, string | undefined>>
  readonly timeoutMs: number
  /** A file for what the command prints on standard output; without it, the output is part of the tail alone. */
  readonly stdoutTo?: string
}

export interface CommandOutcome {
  /** null where it did not end by itself: time ran out, or a signal ended it. */
  readonly exitCode: number | null
  /** The last lines that it printed. */
  readonly tail: string
}

/** All that this package needs from outside. */
export interface SourcesPorts {
  readonly fetch: typeof globalThis.fetch
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Absolute, outside the workspace; made when first needed. */
  readonly cacheFolder: string
  /** Absolute: the root of the repository. */
  readonly workTree: string
  log(message: string): void
  run(command: string, options: CommandRun): Promise<CommandOutcome>
  sleep(ms: number): Promise<void>
}
