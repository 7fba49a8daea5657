import { z } from 'zod'
import { digestSchema, shaSchema, textSchema, warningSchema, windowSchema } from '../wire.ts'

export const evidenceLevelSchema = z.enum(['measured', 'predicted', 'reported'])
export type EvidenceLevel = z.infer<typeof evidenceLevelSchema>

const interval = z.tuple([z.number(), z.number()]).readonly()

/** How large a metric is, and how sure we are. A `difference` is oriented: more is better. Intervals are 95 %, two-sided. */
export const evidenceSchema = z.object({
  metric: z.string().max(100),
  /** `neither`: nearer to a target is better; then a `difference` is the candidate's value less the baseline's. */
  better: z.enum(['higher', 'lower', 'neither']),
  /** Null: all rows. `value` "other" with `pooled` true: the slices too small to judge alone. */
  slice: z.object({ column: z.string().max(200), value: z.string().max(300), pooled: z.boolean() }).nullable(),
  level: evidenceLevelSchema,
  units: z.object({ rows: z.int().nonnegative(), clusters: z.int().nonnegative() }),
  candidate: z.number(),
  candidateInterval: interval.nullable(),
  baseline: z.number().nullable(),
  difference: z.number().nullable(),
  standardError: z.number().nonnegative().nullable(),
  interval: interval.nullable(),
  /** Two-sided, against no difference. */
  pValue: z.number().nullable(),
  /** `clustered_influence`, `clustered_mean`, `identity`, `point`, … */
  method: z.string().max(60),
  /** Variance with clusters over variance as if rows were independent. */
  designEffect: z.number().nullable(),
})
export type Evidence = z.infer<typeof evidenceSchema>

export const ruleSchema = z.enum(['non_inferior', 'superior', 'no_regression', 'at_least', 'at_most'])
export type Rule = z.infer<typeof ruleSchema>

export const findingSchema = z.object({
  /** `roc_auc:non_inferior`, `log_loss:no_regression:origin=ATL`; the gate without the slice is `gate`. */
  id: z.string().max(500),
  gate: z.string().max(300),
  metric: z.string().max(100),
  rule: ruleSchema,
  /** The margin, in the metric's own unit, or the threshold of `at_least` and `at_most`. */
  bound: z.number(),
  primary: z.boolean(),
  verdict: z.enum(['pass', 'fail', 'inconclusive']),
  /** `none` on a pass; else what the policy says. */
  effect: z.enum(['none', 'warn', 'block']),
  reason: z.enum([
    'shown_better',
    'not_worse_by_margin',
    'identical_model',
    'above_bound',
    'below_bound',
    'not_shown_worse',
    'shown_worse',
    'shown_below_bound',
    'shown_above_bound',
    'interval_spans_margin',
    'interval_spans_bound',
    'too_few_clusters',
    'evidence_too_weak',
    'not_shown_better',
  ]),
  evidence: evidenceSchema,
  /** One-sided, against the rule's boundary. */
  pRule: z.number().nullable(),
  /** `pRule` after Holm over the slices of the gate; null without slices. */
  adjustedP: z.number().nullable(),
  /** How often an equally good model would pass, 0..1. */
  passIfEqual: z.number().nullable(),
  /** (t.975 + t.80) times the standard error. */
  minimumDetectableEffect: z.number().nullable(),
  /** Clusters that would decide this gate at the margin, were the standard error to shrink with their root. */
  unitsToDecide: z.number().nullable(),
})
export type Finding = z.infer<typeof findingSchema>

const notApplicable = z.object({ gate: z.string().max(300), reason: z.enum(['no_baseline']) })

export const policySourceSchema = z.object({
  /** `base`: the merge base. `adopted`: this is the first policy. `working-tree`: a laptop without a base. */
  source: z.enum(['base', 'adopted', 'working-tree']),
  commit: shaSchema.nullable(),
  digest: digestSchema,
})
export type PolicySource = z.infer<typeof policySourceSchema>

export const evaluateBodySchema = z.object({
  task: z.string().max(100),
  primary: z.string().max(100),
  metrics: z.array(z.string().max(100)).max(200).readonly(),
  dataset: z.object({
    name: z.string().max(100),
    /** Of the file digests, the window, the label: one test set, one digest. */
    digest: digestSchema,
    rows: z.int().nonnegative(),
    clusters: z.int().nonnegative(),
    /** `day of date`, a column, or `row`. */
    unit: z.string().max(300),
    window: windowSchema.nullable(),
  }),
  candidate: z
    .object({ digest: digestSchema, bytes: z.int().nonnegative(), format: z.string().max(50), rows_per_second: z.number().nullable() })
    .nullable(),
  baseline: z
    .object({
      version: z.string().max(200),
      digest: digestSchema,
      record: digestSchema.nullable(),
      publishedAt: z.string().max(40).nullable(),
      signature: z.enum(['key', 'unsigned', 'local']),
      params: z.record(z.string().max(300), z.union([z.string().max(1000), z.number(), z.boolean(), z.null()])).nullable(),
    })
    .nullable(),
  /** The candidate's bytes are production's. */
  identical: z.boolean(),
  /** Binding: judged by main's own workflow, to be published. Else a preview. */
  binding: z.boolean(),
  policy: policySourceSchema,
  evidence: z.array(evidenceSchema).max(5000).readonly(),
  findings: z.array(findingSchema).max(5000).readonly(),
  notApplicable: z.array(notApplicable).max(200).readonly(),
  /** The verdict by the policy that the pull request itself proposes; null where it edits none. */
  proposed: z
    .object({
      digest: digestSchema,
      findings: z.array(findingSchema).max(5000).readonly(),
      notApplicable: z.array(notApplicable).max(200).readonly(),
    })
    .nullable(),
  slicing: z
    .array(z.object({ column: z.string().max(200), values: z.int().nonnegative(), judged: z.int().nonnegative(), pooled: z.int().nonnegative() }))
    .max(50)
    .readonly(),
  warnings: z.array(warningSchema).max(200).readonly(),
  note: textSchema.nullable(),
})
export type EvaluateBody = z.infer<typeof evaluateBodySchema>
