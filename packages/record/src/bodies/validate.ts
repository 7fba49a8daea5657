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
    .array(
      z.object({
        row: z.int().nonnegative(),
        value: z.string().max(200).nullable(),
        file: z.string().max(500).nullable(),
        /** Of the file, from 1, where it is text. */
        line: z.int().positive().nullish(),
      }),
    )
    .max(100)
    .readonly(),
  message: textSchema.nullable(),
  /** Line of the contract that asks for it, from 1. */
  line: z.int().positive().nullish(),
})
export type CheckResult = z.infer<typeof checkResultSchema>

/** Columns that hold personal data, found on the scan. Never a value. */
export const personalDataSchema = z.object({
  column: z.string().max(300),
  kind: z.enum(['email', 'payment_card', 'iban', 'ip_address', 'phone', 'us_ssn']),
  /** Values of this kind among those looked at. */
  count: z.int().nonnegative(),
  share: z.number(),
  /** What the contract says of it: `declared` holds such data and says so, `undeclared` says nothing. */
  status: z.enum(['declared', 'undeclared']),
})
export type PersonalData = z.infer<typeof personalDataSchema>

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
  /** Those that did not pass first; of very many checks only so many travel. */
  checks: z.array(checkResultSchema).max(2000).readonly(),
  /** Checks that were decided and do not stand in `checks`. */
  omitted: z.object({ passed: z.int().nonnegative(), failed: z.int().nonnegative() }).nullish(),
  /** Rules of the contract that are written for people. */
  notes: z.array(textSchema).max(200).readonly().nullish(),
  personal: z.array(personalDataSchema).max(500).readonly().nullish(),
  /** Digest of the profile of the windowed rows, produced beside the section. */
  profile: digestSchema.nullable(),
})
export type DatasetReport = z.infer<typeof datasetReportSchema>

/** What one split knows of another. */
export const leakageFindingSchema = z.object({
  kind: z.enum(['duplicate_rows', 'shared_ids', 'time_overlap', 'conflicting_labels', 'label_in_feature']),
  severity: z.enum(['error', 'warning', 'info']),
  /** The splits: train and test; one where it is about one. */
  datasets: z.array(z.string().max(100)).min(1).max(2).readonly(),
  column: z.string().max(300).nullable(),
  /** Rows of the second split (or of the one) that are concerned. */
  count: z.int().nonnegative(),
  share: z.number(),
  /** The AUC of a feature that gives the label away. */
  observed: z.number().nullable(),
  message: textSchema,
})
export type LeakageFinding = z.infer<typeof leakageFindingSchema>

export const contractChangeSchema = z.object({
  contract: z.string().max(500),
  object: z.string().max(300),
  column: z.string().max(300).nullable(),
  field: z.string().max(300),
  before: textSchema.nullable(),
  after: textSchema.nullable(),
  compatible: z.boolean(),
  why: textSchema,
})
export type ContractChange = z.infer<typeof contractChangeSchema>

/** The data that training reads, beside those that production was trained on. */
export const dataChangesSchema = z.object({
  version: z.string().max(100),
  rows: z.object({ before: z.int().nonnegative(), after: z.int().nonnegative() }),
  columns: z
    .array(
      z.object({
        name: z.string().max(300),
        change: z.enum(['added', 'removed', 'type', 'shifted', 'none']),
        kind: z.string().max(50),
        /** Population stability index of the shift; null where there is none. */
        psi: z.number().nullable(),
        missing: z.object({ before: z.number(), after: z.number() }).nullable(),
        shifted: z.boolean(),
      }),
    )
    .max(500)
    .readonly(),
  /** Share of each label, the commonest first; null without a label column. */
  labels: z
    .array(z.object({ value: z.string().max(200).nullable(), before: z.number(), after: z.number() }))
    .max(50)
    .readonly()
    .nullable(),
})
export type DataChanges = z.infer<typeof dataChangesSchema>

export const validateBodySchema = z.object({
  datasets: z.array(datasetReportSchema).max(50).readonly(),
  leakage: z.array(leakageFindingSchema).max(500).readonly().nullish(),
  contractChanges: z.array(contractChangeSchema).max(500).readonly().nullish(),
  dataChanges: dataChangesSchema.nullish(),
  warnings: z.array(warningSchema).max(200).readonly(),
})
export type ValidateBody = z.infer<typeof validateBodySchema>
