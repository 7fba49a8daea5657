import type { z } from 'zod'
import type { Context } from './context.ts'

export const permissionNames = ['actions', 'contents', 'deployments', 'issues', 'pull-requests', 'statuses'] as const
export type Permissions = { readonly [P in (typeof permissionNames)[number]]?: 'read' | 'write' }

/** `files`: nothing but the files that it is given. `repository`: git, but no GitHub. `line`, the default: all of it. */
export type Scope = 'files' | 'repository' | 'line'

/** A row of the table: an action on a runner, a command in a terminal, or both, from one definition. */
export interface Command<Inputs extends z.ZodObject = z.ZodObject> {
  readonly name: string
  /** One line, for help and for the marketplace. */
  readonly summary: string
  /** A paragraph for the README: what it does, and what it never does. */
  readonly purpose: string
  readonly surfaces: readonly ('action' | 'terminal')[]
  /** What is opened before it runs. */
  readonly scope?: Scope
  /** Formats beside text, JSON and Markdown that its outcome is written in. */
  readonly formats?: readonly OtherFormat[]
  /** Inputs of the action and options of the command; `.meta({ description, positional?, terminalOnly?, secret? })` on each. */
  readonly inputs: Inputs
  readonly outputs: Readonly<Record<string, string>>
  /** What the token needs, each with its reason. */
  readonly permissions: Permissions
  readonly reasons: Readonly<Record<string, string>>
  /** Events that the action is meant for, in words. */
  readonly triggers: string
  readonly examples: readonly string[]
  /** Codes that are this command's own, for its README. */
  readonly failures: readonly string[]
  run(inputs: z.infer<Inputs>, context: Context): Promise<Outcome>
}

/** What a command has to say, on either surface. */
export interface Outcome {
  readonly exitCode: 0 | 1
  readonly outputs: Readonly<Record<string, string>>
  /** For `--format json`: nothing else goes to standard output then. */
  readonly json: unknown
  /** For people; the terminal renders it, a runner puts it into the job summary. */
  readonly markdown: string
  /** One for each of the command's other formats. */
  readonly other: { readonly [F in OtherFormat]?: () => string }
  /** What a runner shows beside the files of a change. */
  readonly annotations: readonly Annotation[]
}

export const otherFormats = ['junit', 'sarif', 'html'] as const
export type OtherFormat = (typeof otherFormats)[number]

export interface Annotation {
  readonly level: 'error' | 'warning'
  readonly title: string
  readonly message: string
  /** From the root of the repository; null for what belongs to no file. */
  readonly file: string | null
  readonly line: number | null
}

/** Keeps the types of inputs and `run` together. */
export function defineCommand<Inputs extends z.ZodObject>(command: Command<Inputs>): Command {
  return command as unknown as Command
}

export function done(parts: Partial<Outcome>): Outcome {
  return { exitCode: 0, outputs: {}, json: {}, markdown: '', other: {}, annotations: [], ...parts }
}
