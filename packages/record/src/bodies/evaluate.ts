import { z } from 'zod'
import { digestSchema, shaSchema, textSchema, warningSchema, windowSchema } from '../wire.ts'
import { plotsSchema } from './plots.ts'

export const evidenceLevelSchema = z.enum(['measured', 'predicted', 'reported'])
export type EvidenceLevel = z.infer<typeof evidenceLevelSchema>

const interval = z.tuple([z.number(), z.number()]).readonly()

/** How large a metric is, and how sure we are. A `difference` is oriented: more is better. Intervals are 95 %, two-sided. */
export const evidenceSchema = z.object({
  metric: z.string().max(100),
  /** How people call it: "ROC AUC". */
  title: z.string().max(100).optional(),
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
  /** With whom the candidate is compared; left out: with production. `anchor`: the last release that was shown better. */
  against: z.enum(['production', 'anchor']).optional(),
  /** The dataset, where it is not the test set: that of `confirm`. */
  dataset: z.string().max(100).optional(),
  /** Candidate over baseline, for what is compared by its ratio: latency, size. */
  ratio: z.object({ value: z.number(), interval: interval.nullable() }).optional(),
  /** Units on which one model alone is right, of a share. */
  discordant: z.object({ candidateOnly: z.int().nonnegative(), baselineOnly: z.int().nonnegative() }).optional(),
})
export type Evidence = z.infer<typeof evidenceSchema>

export const ruleSchema = z.enum(['non_inferior', 'superior', 'no_regression', 'at_least', 'at_most', 'at_least_times', 'at_most_times'])
export type Rule = z.infer<typeof ruleSchema>

/** A person's decision to let one gate's finding pass for one commit. */
export const waiverSchema = z.object({
  sha: shaSchema,
  gate: z.string().max(500),
  by: z.string().max(100),
  because: z.string().max(1000),
  at: z.string().max(40),
  expires: z.string().max(40),
  url: z.string().max(500).nullable(),
})
export type Waiver = z.infer<typeof waiverSchema>

export const findingSchema = z.object({
  /** `roc_auc:non_inferior`, `log_loss:no_regression:origin=ATL`; the gate without the slice is `gate`. */
  id: z.string().max(500),
  gate: z.string().max(300),
  metric: z.string().max(100),
  rule: ruleSchema,
  /** The margin, in the metric's own unit, the threshold of `at_least` and `at_most`, or the ratio of `at_most_times`. */
  bound: z.number(),
  /** The share of the baseline's value that the margin was written as: 0.02 for "2%". */
  relative: z.number().optional(),
  /** An absolute bound on the point itself, whatever its interval. */
  on: z.enum(['bound', 'point']).optional(),
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
    'too_few_groups',
    'evidence_too_weak',
    'not_shown_better',
    'metric_missing',
    'no_ratio',
    'baseline_missing',
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
  /** Who let this finding pass, and why: its effect is then `none`, its verdict stays what it is. */
  waiver: waiverSchema.optional(),
})
export type Finding = z.infer<typeof findingSchema>

const notApplicable = z.object({
  gate: z.string().max(300),
  /** `at_publishing`: it is asked of a second test set, which is opened only then. */
  reason: z.enum(['no_baseline', 'at_publishing']),
})

export const policySourceSchema = z.object({
  /** `base`: the merge base. `adopted`: this is the first policy. `working-tree`: a laptop without a base. */
  source: z.enum(['base', 'adopted', 'working-tree']),
  commit: shaSchema.nullable(),
  digest: digestSchema,
})
export type PolicySource = z.infer<typeof policySourceSchema>

export const weakSliceSchema = z.object({
  /** In words: "hour at least 18 and origin = ATL". */
  condition: z.string().max(500),
  metric: z.string().max(100),
  rows: z.int().nonnegative(),
  /** More is better; on the half that did not find it. */
  difference: z.number(),
  interval,
  adjustedP: z.number(),
})
export type WeakSlice = z.infer<typeof weakSliceSchema>

const share = z.number().min(0).max(1).nullable()
const fairRatesSchema = z.object({ selection: share, truePositive: share, falsePositive: share })

/** How the groups of a column fare by the decisions of a binary classifier. A rate is null where a group has fewer than ten such rows. */
export const fairGroupsSchema = z.object({
  column: z.string().max(200),
  groups: z
    .array(
      z.object({
        value: z.string().max(300),
        rows: z.int().nonnegative(),
        /** Large enough to be compared with the others. */
        compared: z.boolean(),
        candidate: fairRatesSchema,
        baseline: fairRatesSchema.nullable(),
      }),
    )
    .max(50)
    .readonly(),
})
export type FairGroups = z.infer<typeof fairGroupsSchema>

const featureValue = z.union([z.number(), z.string().max(200)])

export const explanationSchema = z.object({
  metric: z.string().max(100),
  rows: z.int().positive(),
  /** How much worse the metric gets when a column is shuffled; `baseline` null without one, or where it does not read the column. */
  importance: z
    .array(z.object({ column: z.string().max(300), candidate: z.number(), baseline: z.number().nullable() }))
    .max(200)
    .readonly(),
  /** Mean prediction while one column is set to each value. */
  dependence: z
    .array(
      z.object({
        column: z.string().max(300),
        points: z
          .array(z.object({ value: featureValue, candidate: z.number(), baseline: z.number().nullable() }))
          .max(50)
          .readonly(),
      }),
    )
    .max(20)
    .readonly(),
  /** Rows on which the models disagree most; `values` is null where samples are hidden. */
  disagreements: z
    .array(
      z.object({
        row: z.int().nonnegative(),
        /** Null where samples are hidden, as `values` then is. */
        label: featureValue.nullable(),
        candidate: z.number(),
        baseline: z.number(),
        values: z.record(z.string().max(300), z.string().max(200)).nullable(),
      }),
    )
    .max(50)
    .readonly(),
})
export type Explanation = z.infer<typeof explanationSchema>

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
  /** How often this test set has judged: distinct candidates, and by how much the best of so many equal ones seems better. */
  selection: z.object({ candidates: z.int().positive(), bound: z.number().nullable() }).optional(),
  /** The last release shown better than its predecessor. */
  anchor: z
    .object({ version: z.string().max(200), digest: digestSchema })
    .nullable()
    .optional(),
  /** A second test set, opened once, at publishing. */
  confirm: z
    .object({ dataset: z.string().max(100), digest: digestSchema, rows: z.int().nonnegative() })
    .nullable()
    .optional(),
  /** Declared repeats of the training: the recipe is judged, not the run. */
  repeats: z
    .object({
      seeds: z.array(z.int().nonnegative()).max(100).readonly(),
      /** Of each metric, the value of each repeat. */
      values: z.record(z.string().max(100), z.array(z.number()).max(100).readonly()),
    })
    .nullable()
    .optional(),
  /** Slices that nobody declared and that were found worse on the other half of the clusters. They only warn. */
  weakSlices: z.array(weakSliceSchema).max(20).readonly().optional(),
  /** What the search for them looked at: a sample of the rows, and the first columns. */
  weakSliceSearch: z
    .object({
      rows: z.int().nonnegative(),
      columns: z.int().nonnegative(),
      /** Columns that were not looked at. */
      columnsLeft: z.int().nonnegative(),
      conditions: z.int().nonnegative(),
    })
    .nullable()
    .optional(),
  /** Of every column that a measure of fairness compares. */
  fairness: z.array(fairGroupsSchema).max(50).readonly().optional(),
  explanation: explanationSchema.nullable().optional(),
  /** What the page draws; null where the task has no picture or the rows are too few. */
  plots: plotsSchema.nullable().optional(),
  /** How predictions were made, where a command made them. */
  prediction: z
    .object({
      /** `base`: the command and the files of the branch that the change is to enter. `head`: the change's own. */
      from: z.enum(['base', 'head']),
      /** Commit or tree that the command is of. */
      tree: shaSchema,
      /** `namespaces`: without network, labels and other processes. `none`: it ran as any program does. */
      isolation: z.enum(['namespaces', 'none']),
      /** Why there is none. */
      reason: z.string().max(500).nullable(),
    })
    .optional(),
  /** How results were made, where a harness of the policy measured both models. */
  harness: z
    .object({
      /** `base`: the command and the files of the branch that the change is to enter. `head`: the change's own. */
      from: z.enum(['base', 'head']),
      /** Commit or tree that the command is of. */
      tree: shaSchema,
      /** `namespaces`: without other processes, and without network unless it is open. `none`: it ran as any program does. */
      isolation: z.enum(['namespaces', 'none']),
      /** Why there is none. */
      reason: z.string().max(500).nullable(),
      /** Whether the policy opens the network to it. */
      network: z.boolean(),
      /** Whose results they are, told by their content: `lm-eval`, … */
      format: z.string().max(50),
      /** Which of several were taken, and why. */
      taken: z.string().max(300).nullable(),
    })
    .optional(),
  /** Where the results of production by unit are from: kept with its release, made again, or missing, and then why. */
  units: z.object({ baseline: z.enum(['kept', 'made', 'missing']), reason: z.string().max(500).nullable() }).optional(),
})
export type EvaluateBody = z.infer<typeof evaluateBodySchema>
