import { z } from 'zod'
import { digestSchema, nameSchema, shaSchema, textSchema, warningSchema } from '../wire.ts'

export const publishBodySchema = z.object({
  version: z.string().max(50),
  tag: z.string().max(200),
  record: digestSchema,
  model: digestSchema,
  sourceCommit: shaSchema,
  registryCommit: shaSchema,
  release: z.string().max(2000),
  signature: z.enum(['key', 'unsigned']),
  assets: z
    .array(z.object({ name: z.string().max(300), digest: digestSchema, bytes: z.int().nonnegative() }))
    .max(1000)
    .readonly(),
  /** What happened: a new release, one finished after an interruption, or one that was there. */
  outcome: z.enum(['published', 'finished', 'exists']),
})
export type PublishBody = z.infer<typeof publishBodySchema>

export const promoteBodySchema = z.object({
  kind: z.enum(['promotion', 'rollback']),
  version: z.string().max(50),
  stage: nameSchema,
  tag: z.string().max(200),
  n: z.int().positive(),
  from: z.string().max(50).nullable(),
  reason: textSchema.nullable(),
  outcome: z.enum(['assigned', 'exists', 'held']),
})
export type PromoteBody = z.infer<typeof promoteBodySchema>

export const deployBodySchema = z.object({
  version: z.string().max(50),
  stage: nameSchema,
  deployment: z.string().max(2000).nullable(),
  outcome: z.enum(['deployed', 'restored', 'failed', 'skipped']),
  restored: z.string().max(50).nullable(),
  smoke: z.string().max(2000).nullable(),
  message: textSchema.nullable(),
})
export type DeployBody = z.infer<typeof deployBodySchema>

export const driftTestSchema = z.object({
  method: z.string().max(50),
  value: z.number(),
  threshold: z.number().nullable(),
  pValue: z.number().nullable(),
})
export const columnDriftSchema = z.object({
  column: z.string().max(300),
  kind: z.enum(['numeric', 'categorical', 'datetime']),
  drifted: z.boolean(),
  reason: z.string().max(300),
  tests: z.array(driftTestSchema).max(20).readonly(),
  newCategories: z.array(z.string().max(200)).max(100).readonly(),
})
export type ColumnDrift = z.infer<typeof columnDriftSchema>

export const monitorReasonSchema = z.enum(['calibration', 'decay', 'new_rows', 'age'])
export const monitorBodySchema = z.object({
  version: z.string().max(50),
  model: digestSchema,
  data: z.object({
    files: z
      .array(
        z.object({
          path: z.string().max(1000),
          uri: z.string().max(4000).nullish(),
          digest: digestSchema,
          bytes: z.int().nonnegative(),
          rows: z.int().nonnegative(),
        }),
      )
      .max(1000)
      .readonly(),
    rows: z.int().nonnegative(),
    after: z.string().max(40).nullable(),
    until: z.string().max(40).nullable(),
  }),
  drift: z.array(columnDriftSchema).max(2000).readonly(),
  /** On mature labels; null without labels. `gap` is mean prediction minus observed rate. */
  calibration: z
    .object({
      observed: z.number(),
      predicted: z.number(),
      gap: z.number(),
      interval: z.tuple([z.number(), z.number()]).readonly(),
      clusters: z.int().nonnegative(),
      drifted: z.boolean(),
    })
    .nullable(),
  performance: z
    .array(
      z.object({
        metric: z.string().max(100),
        better: z.enum(['higher', 'lower']),
        released: z.number(),
        releasedInterval: z.tuple([z.number(), z.number()]).readonly().nullable(),
        realised: z.number(),
        interval: z.tuple([z.number(), z.number()]).readonly(),
        decayed: z.boolean(),
      }),
    )
    .max(100)
    .readonly(),
  ageDays: z.number().nonnegative(),
  decision: z.enum(['none', 'investigate', 'retrain']),
  reasons: z
    .array(
      z.object({ reason: monitorReasonSchema.or(z.enum(['drift', 'new_categories', 'insufficient'])), message: textSchema, retrain: z.boolean() }),
    )
    .max(50)
    .readonly(),
  warnings: z.array(warningSchema).max(200).readonly(),
})
export type MonitorBody = z.infer<typeof monitorBodySchema>
