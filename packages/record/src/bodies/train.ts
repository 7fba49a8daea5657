import { z } from 'zod'
import { digestSchema, textSchema, warningSchema, windowSchema } from '../wire.ts'

const parameter = z.union([z.string().max(1000), z.number(), z.boolean(), z.null()])

export const trainBodySchema = z.object({
  command: textSchema,
  seed: z.int().nonnegative(),
  timeoutMs: z.int().positive(),
  durationMs: z.number().nonnegative(),
  startedAt: z.string().max(40),
  /** Parameters flattened to `a.b.c`; null where the model declares no file. */
  params: z.object({ path: z.string().max(500), digest: digestSchema, values: z.record(z.string().max(300), parameter) }).nullable(),
  environment: z.object({
    os: z.string().max(100),
    arch: z.string().max(50),
    cpus: z.int().positive(),
    memoryBytes: z.int().nonnegative(),
    runner: z.string().max(200).nullable(),
    /** Variables that the configuration sets, by name; values are in the key, not here. */
    variables: z.array(z.string().max(200)).max(200).readonly(),
  }),
  data: z.object({ rows: z.int().nonnegative(), window: windowSchema.nullable() }),
  /** Git blobs that the command saw. */
  sources: z.object({ files: z.int().nonnegative(), digest: digestSchema }),
  /** Numbers that the training code wrote about itself: evidence level `reported`. */
  reported: z.record(z.string().max(200), z.number()).nullable(),
  /** `job`: training had a machine of its own; `none`: it shared one with the judge. */
  isolation: z.enum(['job', 'none']),
  warnings: z.array(warningSchema).max(200).readonly(),
})
export type TrainBody = z.infer<typeof trainBodySchema>
