import { z } from 'zod'
import { digestSchema, textSchema, warningSchema, windowSchema } from '../wire.ts'

const scalar = z.union([z.number(), z.string().max(1000), z.boolean()])

export const checkResultSchema = z.object({
  id: z.string().max(300),
  kind: z.string().max(100),
  column: z.string().max(300).nullable(),
  severity: z.enum(['error', 'warning']),
  /** `error`: the check could not be decided; it counts as failed. */
  outcome: z.enum(['pass', 'fail', 'error']),
  /** In words, what must hold: "between -120 and 1200". */
  expected: textSchema,
  observed: scalar.nullable(),
  failed: z.int().nonnegative(),
  /** failed / rows, 0..1; 0 where the check is not about rows. */
  share: z.number(),
  /** `row` counts data records from 0 in file order, across the files of the source in name order. `value` is null where samples are not shown. */
  samples: z
    .array(z.object({ row: z.int().nonnegative(), value: z.string().max(200).nullable(), file: z.string().max(500).nullable() }))
    .max(100)
    .readonly(),
  message: textSchema.nullable(),
})
export type CheckResult = z.infer<typeof checkResultSchema>

export const datasetReportSchema = z.object({
  /** The name in `data:`; `train`, `test`, … */
  name: z.string().max(100),
  source: z.string().max(1000),
  contract: z.object({ path: z.string().max(500), digest: digestSchema }).nullable(),
  files: z.int().nonnegative(),
  bytes: z.int().nonnegative(),
  /** Rows scanned by the checks: all rows of the files. */
  rows: z.int().nonnegative(),
  /** Rows that fall in the window; equal to `rows` without one. */
  windowRows: z.int().nonnegative(),
  window: windowSchema.nullable(),
  checks: z.array(checkResultSchema).max(2000).readonly(),
  /** Digest of the profile of the windowed rows, produced beside the section. */
  profile: digestSchema.nullable(),
})
export type DatasetReport = z.infer<typeof datasetReportSchema>

export const validateBodySchema = z.object({
  datasets: z.array(datasetReportSchema).max(50).readonly(),
  warnings: z.array(warningSchema).max(200).readonly(),
})
export type ValidateBody = z.infer<typeof validateBodySchema>
