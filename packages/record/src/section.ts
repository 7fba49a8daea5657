import { z } from 'zod'
import { type EvaluateBody, evaluateBodySchema } from './bodies/evaluate.ts'
import {
  type DeployBody,
  deployBodySchema,
  type MonitorBody,
  monitorBodySchema,
  type PromoteBody,
  type PublishBody,
  promoteBodySchema,
  publishBodySchema,
} from './bodies/events.ts'
import { type TrainBody, trainBodySchema } from './bodies/train.ts'
import { type ValidateBody, validateBodySchema } from './bodies/validate.ts'
import { canonicalJson } from './canonical.ts'
import { type Digest, digestOf } from './digest.ts'
import { RecordError } from './errors.ts'
import { type Artifact, artifactSchema, digestSchema, nameSchema, type RunIdentity, runIdentitySchema, type Tool, toolSchema } from './wire.ts'

/** What each stage leaves. Adding a stage is a line here and a schema in bodies/. */
export interface Bodies {
  readonly validate: ValidateBody
  readonly train: TrainBody
  readonly evaluate: EvaluateBody
  readonly publish: PublishBody
  readonly promote: PromoteBody
  readonly deploy: DeployBody
  readonly monitor: MonitorBody
}
export type Stage = keyof Bodies
/** The stages whose sections fold into a candidate's record; the others are events about its digest. */
export const candidateStages = ['validate', 'train', 'evaluate'] as const
export type CandidateStage = (typeof candidateStages)[number]

const bodySchemas: { readonly [S in Stage]: z.ZodType } = {
  validate: validateBodySchema,
  train: trainBodySchema,
  evaluate: evaluateBodySchema,
  publish: publishBodySchema,
  promote: promoteBodySchema,
  deploy: deployBodySchema,
  monitor: monitorBodySchema,
}
export const stages = Object.keys(bodySchemas) as readonly Stage[]

/** The immutable result of one stage for one model. */
export interface Section<S extends Stage = Stage> {
  readonly schema: 'seaworthy.section/1'
  readonly stage: S
  readonly model: string
  /** Of all that this stage depends on: equal key, equal result. */
  readonly key: Digest
  readonly tool: Tool
  readonly run: RunIdentity
  readonly consumed: readonly Artifact[]
  readonly produced: readonly Artifact[]
  readonly body: Bodies[S]
}

const headSchema = z.object({
  schema: z.literal('seaworthy.section/1'),
  stage: z.enum(stages as [Stage, ...Stage[]]),
  model: nameSchema,
  key: digestSchema,
  tool: toolSchema,
  run: runIdentitySchema,
  consumed: z.array(artifactSchema).max(2000).readonly(),
  produced: z.array(artifactSchema).max(2000).readonly(),
  body: z.unknown(),
})

/** Larger than any honest section: profiles, curves and rows are files named by digest. */
export const maxSectionBytes = 1024 * 1024
/** Deeper than any honest section; a parser need not go further. */
export const maxSectionDepth = 24

/** The schema of a section of one stage, for JSON Schema and for editors. */
export function sectionSchema(stage: Stage): z.ZodType {
  return headSchema.extend({ stage: z.literal(stage), body: bodySchemas[stage] })
}

/** The bytes of a section as they are stored and digested: canonical JSON. */
export function serializeSection(section: Section): string {
  const text = canonicalJson(section)
  const bytes = Buffer.byteLength(text)
  if (bytes > maxSectionBytes)
    throw new RecordError(
      'SECTION_TOO_LARGE',
      `the ${section.stage} section of ${section.model} has ${bytes} bytes; ${maxSectionBytes} are allowed`,
      { hint: 'move long lists into a file named by digest' },
    )
  return text
}

export function sectionDigest(section: Section): Digest {
  return digestOf(serializeSection(section))
}

/**
 * Reads a section that may come from anywhere, a fork's artifact included. Unknown fields are kept and ignored.
 * @param place where it came from, for messages.
 * @throws {RecordError} `SECTION_TOO_LARGE`, `SECTION_UNREADABLE`, `SECTION_TOO_DEEP`, `UNKNOWN_SCHEMA`, `SECTION_INVALID` with every problem at once.
 */
export function parseSection(bytes: Uint8Array | string, place: string): Section {
  const value = parseCapped(bytes, place)
  const schema = typeof value === 'object' && value !== null && 'schema' in value ? value.schema : undefined
  if (schema !== 'seaworthy.section/1')
    throw new RecordError('UNKNOWN_SCHEMA', `${place}: schema ${JSON.stringify(schema)} is not one that this version reads`, {
      hint: 'this version reads seaworthy.section/1',
    })
  const head = headSchema.safeParse(value)
  if (!head.success) throw invalid(place, head.error)
  const body = bodySchemas[head.data.stage].safeParse(head.data.body)
  if (!body.success) throw invalid(`${place}, body`, body.error)
  return value as Section
}

/** Parses JSON with caps on bytes and depth, before anything looks at it. */
export function parseCapped(
  bytes: Uint8Array | string,
  place: string,
  limits: { readonly maxBytes?: number; readonly maxDepth?: number } = {},
): unknown {
  const { maxBytes = maxSectionBytes, maxDepth = maxSectionDepth } = limits
  const size = typeof bytes === 'string' ? Buffer.byteLength(bytes) : bytes.byteLength
  if (size > maxBytes) throw new RecordError('SECTION_TOO_LARGE', `${place} has ${size} bytes; ${maxBytes} are allowed`)
  const text = typeof bytes === 'string' ? bytes : decode(bytes, place)
  if (depthOf(text) > maxDepth) throw new RecordError('SECTION_TOO_DEEP', `${place} nests deeper than ${maxDepth} levels`)
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new RecordError('SECTION_UNREADABLE', `${place} is not JSON: ${(cause as Error).message}`, { cause })
  }
}

function decode(bytes: Uint8Array, place: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new RecordError('SECTION_UNREADABLE', `${place} is not UTF-8`, { cause })
  }
}

// Counted on the text, outside strings, so that a bomb is refused before it is built.
function depthOf(text: string): number {
  let depth = 0
  let deepest = 0
  let inString = false
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (inString) {
      if (c === 92) i++
      else if (c === 34) inString = false
    } else if (c === 34) inString = true
    else if (c === 123 || c === 91) deepest = Math.max(deepest, ++depth)
    else if (c === 125 || c === 93) depth--
  }
  return deepest
}

function invalid(place: string, error: z.ZodError): RecordError {
  const problems = error.issues.map((issue) => `${issue.path.join('.') || '$'}: ${issue.message}`)
  return new RecordError('SECTION_INVALID', `${place}: ${problems.join('; ')}`, { cause: error })
}
