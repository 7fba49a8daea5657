import { z } from 'zod'
import type { Digest } from './digest.ts'

// The building blocks that every body shares. Objects drop nothing: unknown fields are allowed within a major version.

export const digestSchema = z.templateLiteral(['sha256:', z.string().regex(/^[0-9a-f]{64}$/)]) as unknown as z.ZodType<Digest>
export const shaSchema = z.string().regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/)
export const nameSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/)
export const textSchema = z.string().max(10_000)

/** Bytes that a stage read or made, named by digest. `locations` say where they may be fetched; they are never trusted. */
export const artifactSchema = z.object({
  /** `data:train`, `data:test`, `contract`, `source`, `model`, `profile`, `baseline`, `metrics`, … */
  role: z.string().max(100),
  name: z.string().max(500),
  digest: digestSchema,
  bytes: z.int().nonnegative(),
  locations: z.array(z.string().max(2000)).max(20).readonly(),
})
export type Artifact = z.infer<typeof artifactSchema>

export const toolSchema = z.object({ name: z.string().max(100), version: z.string().max(50), digest: digestSchema.nullable() })
export type Tool = z.infer<typeof toolSchema>

/** Who ran, where and on what. On a laptop `event` is `local` and the identifiers of GitHub are null. */
export const runIdentitySchema = z.object({
  repository: z.string().max(200).nullable(),
  /** The commit that is judged: on a pull request the head, never the merge commit. */
  sha: shaSchema,
  /** The merge commit that was checked out, on a pull request. */
  mergeSha: shaSchema.nullable(),
  ref: z.string().max(500),
  event: z.string().max(50),
  runId: z.string().max(30).nullable(),
  attempt: z.int().positive(),
  workflow: z.string().max(500).nullable(),
  actor: z.string().max(100).nullable(),
  url: z.string().max(2000).nullable(),
  /** True where the working tree differed from the commit (laptops only). */
  dirty: z.boolean(),
})
export type RunIdentity = z.infer<typeof runIdentitySchema>

export const warningSchema = z.object({ code: z.string().max(100), message: textSchema })
/** Something that a reader should know and that changes no verdict. */
export type Warning = z.infer<typeof warningSchema>

export const windowSchema = z.object({
  /** Column that chose the rows. */
  time: z.string().max(200),
  /** Exclusive lower bound, ISO 8601; null when open. */
  after: z.string().max(40).nullable(),
  /** Inclusive upper bound, ISO 8601; null when open. */
  until: z.string().max(40).nullable(),
})
/** Rows with `after` < time <= `until`, times without a zone. */
export type Window = z.infer<typeof windowSchema>
