import { z } from 'zod'
import type { Environment } from './environment.ts'

/** Options that several commands share, so that one name means one thing. */
export const modelInput = z
  .string()
  .default('')
  .meta({ description: 'Model to work on, as named in `seaworthy.yml`; a comma-separated list, or empty for every model that the plan touches.' })

export const oneModelInput = z
  .string()
  .default('')
  .meta({ description: 'Model, as named in `seaworthy.yml`; may be left out where there is only one.' })

export const stageInput = z.string().default('production').meta({ description: 'Stage, such as `production`.' })

export const versionInput = z
  .string()
  .default('')
  .meta({ description: 'Version, such as `1.2.0`; empty for the one that this run published, or that the stage names.' })

export const reasonInput = z.string().default('').meta({ description: 'Why, in a sentence; kept in the signed statement.' })

export const signingKeyInput = z
  .string()
  .default('')
  .meta({ description: 'Private key (PEM, ECDSA P-256, P-384 or P-521) that signs; the secret `SEAWORTHY_SIGNING_KEY`.', secret: true })

/** An input as the generators and the command line see it. */
export interface InputSpec {
  /** As in the schema: `signingKey`. */
  readonly key: string
  /** As in action.yml and on the command line: `signing-key`. */
  readonly name: string
  readonly description: string
  readonly fallback: string
  readonly required: boolean
  readonly flag: boolean
  readonly choices: readonly string[]
  /** Place among the arguments of the command line; null for an option. */
  readonly positional: number | null
  readonly secret: boolean
  readonly terminalOnly: boolean
}

export function inputSpecs(inputs: z.ZodObject): readonly InputSpec[] {
  const described = z.toJSONSchema(inputs, { io: 'input' })
  const required = new Set(described.required ?? [])
  return Object.entries(described.properties ?? {}).map(([key, property]) => {
    const meta = typeof property === 'object' ? (property as Record<string, unknown>) : {}
    return {
      key,
      name: key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
      description: String(meta.description ?? ''),
      fallback: meta.default === undefined ? '' : String(meta.default),
      required: required.has(key),
      flag: meta.flag === true,
      choices: Array.isArray(meta.enum) ? meta.enum.map(String) : [],
      positional: typeof meta.positional === 'number' ? meta.positional : null,
      secret: meta.secret === true,
      terminalOnly: meta.terminalOnly === true,
    }
  })
}

/** `true`, `yes`, `1` and a bare `--flag`; anything but these and their opposites is refused. */
export function flag(description: string, meta: Readonly<Record<string, unknown>> = {}) {
  return z
    .stringbool()
    .default(false)
    .meta({ description, flag: true, ...meta })
}

/** Data of a command that needs no repository: its first argument. */
export const dataInput = z
  .string()
  .min(1)
  .meta({ description: 'A file, a glob, a folder, or an address such as `https://` or `s3://`.', positional: 0 })

export const valuesInput = z
  .enum(['auto', 'show', 'hide'])
  .default('auto')
  .meta({ description: 'Whether values of the data may be quoted. `auto`: on this machine yes, on a runner no.' })

/** Whether values may be quoted: a runner's log has readers that a laptop's screen has not. */
export function valuesShown(values: 'auto' | 'show' | 'hide', { github }: Pick<Environment, 'github'>): boolean {
  return values === 'auto' ? github === null : values === 'show'
}
