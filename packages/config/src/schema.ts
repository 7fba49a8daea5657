import { z } from 'zod'
import { durationPattern, parseDuration } from './duration.ts'
import { type Complaint, choiceLeaf, parsedLeaf, textLeaf } from './leaf.ts'
import { parseShare, sharePattern } from './margin.ts'
import type { MetricNames } from './metric-names.ts'
import { datasetName, modelName, pathLeaf, sourceLeaf, stageName, variableName } from './names.ts'
import { directions, effects, evidenceLevels, leakageEffects, leakageKinds, retrainReasons, tasks } from './plan.ts'
import { parseSpan, parseWindow, spanPattern, windowPattern } from './window.ts'

// The one source of the shape: what is read, what editors complete, and the raw types behind the plans.

const text = (description: string) => z.string().min(1).meta({ description })
const columnName = text('A column of the data.')

const duration = (description: string) =>
  parsedLeaf(parseDuration, {
    code: 'DURATION_INVALID',
    what: 'a duration',
    example: '30m, 2h or 7d, at most a year',
    description,
    schema: { pattern: durationPattern },
  })

const windowLeaf = parsedLeaf(parseWindow, {
  code: 'WINDOW_INVALID',
  what: 'a window',
  example: '"last 1 month", "before test" or "all"',
  description: 'Which rows, by the time column: `all` (default), `last N days|weeks|months|years`, or `before DATASET`.',
  schema: { pattern: windowPattern },
})

const spanLeaf = parsedLeaf(parseSpan, {
  code: 'WINDOW_INVALID',
  what: 'a stretch of time',
  example: '"1 week"',
  description: 'How much new data is looked at together: `1 week`.',
  schema: { pattern: spanPattern },
})

export const dataSchema = z.strictObject({
  source: sourceLeaf(
    'Where the data live: a glob from the root of the repository, `https://`, `s3://`, `hf://datasets/`, a DVC pointer or `command:`; seaworthy.lock names the files.',
  ),
  contract: pathLeaf(
    'Data contract (ODCS, Frictionless, JSON Schema, Great Expectations, pandera or TFDV), from the root of the repository.',
  ).optional(),
  object: text('The table of the contract that describes these rows; may be left out where it describes one.').optional(),
  references: z
    .record(text('The name that the contract gives another table.'), sourceLeaf('Where that table lives.'))
    .meta({ description: 'Other tables that the contract speaks of (foreign keys, equal rows): name → source.' })
    .optional(),
  id: z
    .union([columnName, z.array(columnName).min(1).max(10)])
    .meta({ description: 'Column, or columns, that name the unit of a row (a user, an image): none may stand in two splits.' })
    .optional(),
  images: sourceLeaf(
    'Images that columns of these rows name, a mask as the label among them: a glob or an address; seaworthy.lock names each file.',
  ).optional(),
  window: windowLeaf.optional(),
  time: columnName.meta({ description: 'Time column: chooses the rows of a window, and its days are the unit of inference.' }).optional(),
  label: columnName.meta({ description: 'Column with the truth.' }).optional(),
  cluster: columnName.meta({ description: 'Column whose values are independent of each other: the unit of inference.' }).optional(),
  weight: columnName.meta({ description: 'Column with what each row counts; not negative.' }).optional(),
  embargo: duration('How long before the window no row may be trained on: `7d`.').optional(),
  mature: duration('How long labels take to be final: the window ends so long before the newest row.').optional(),
})

const trainSchema = z.strictObject({
  run: text('The command that trains. $DATA_<NAME>, $PARAMS, $OUT, $SEED and $CHECKPOINT are set.'),
  params: pathLeaf("File of parameters, from the model's folder.").optional(),
  model: pathLeaf('The model that the command leaves, under $OUT: a file or a folder.'),
  metrics: pathLeaf('File of metrics that the command leaves, under $OUT (JSON).').optional(),
  timeout: duration('Time limit: `30m`. Default 6h.').optional(),
  env: z.record(variableName, z.string()).meta({ description: 'Environment of the command, beside that of the job.' }).optional(),
  sources: z
    .array(pathLeaf('Path or glob.'))
    .min(1)
    .meta({ description: "What the command may see, from the model's folder. Default: everything but configuration, contracts, Markdown and data." })
    .optional(),
  seed: z.int().min(0).max(4294967295).meta({ description: 'The $SEED. Default 0.' }).optional(),
  repeat: z
    .int()
    .min(1)
    .max(20)
    .meta({ description: 'How often it is trained, each time with the next seed: then the recipe is judged, not one run. Default 1.' })
    .optional(),
  predictions: pathLeaf(
    'Its own predictions of the rows of $DATA_TRAIN, under $OUT: `training_difference` holds them against what the model says here.',
  ).optional(),
})

const share = parsedLeaf(parseShare, {
  code: 'INVALID_VALUE',
  what: 'a share',
  example: '"2%"',
  description: "A share of production's value.",
  schema: { pattern: sharePattern },
})
const margin = (description: string) => z.union([z.number().min(0), share]).meta({ description })

const cutPart = z.union([columnName, z.strictObject({ column: columnName, bins: z.int().min(2).max(20) })])
const cut = z
  .union([cutPart, z.array(cutPart).length(2)])
  .meta({ description: 'A column, a column in quantile bins, or a pair of them whose values are crossed.' })

export const gateSchema = z.strictObject({
  non_inferior: z
    .union([z.number().gt(0), share])
    .meta({ description: 'Shown not worse than production by this margin: a number, or a share like "2%".' })
    .optional(),
  superior: margin('Shown better than production by more than this.').optional(),
  no_regression: margin('Not shown worse than production by more than this; may be cut by `by`.').optional(),
  at_least: z.number().meta({ description: 'Shown to be at least this.' }).optional(),
  at_most: z.number().meta({ description: 'Shown to be at most this.' }).optional(),
  at_least_times: z.number().gt(0).meta({ description: 'Shown to reach so many times what production does. Warns by default.' }).optional(),
  at_most_times: z.number().gt(0).meta({ description: 'Shown to need at most so many times what production does. Warns by default.' }).optional(),
  on: z
    .enum(['bound', 'point'])
    .meta({ description: 'What an absolute bound is held against: the bound of the interval (default), or the point alone.' })
    .optional(),
  by: z.array(cut).min(1).max(20).meta({ description: 'Columns whose values are judged one by one (with `no_regression`).' }).optional(),
  on_fail: z.enum(effects).meta({ description: 'What a failure does. Default block.' }).optional(),
  inconclusive: z.enum(effects).meta({ description: 'What an open outcome does. Default: as on_fail.' }).optional(),
  better: z
    .enum(directions)
    .meta({ description: 'Which way is better, of a metric that only another tool knows: `hellaswag/acc_norm`. Those of the catalogue know it.' })
    .optional(),
  evidence: z
    .enum(evidenceLevels)
    .meta({ description: 'The least evidence: measured for a model in ONNX, predicted for others, reported for a file of metrics.' })
    .optional(),
})
export type RawGate = z.infer<typeof gateSchema>

/** Whether there is a metric of that name is for `checkMetricNames` to say: results of other tools have names of their own. */
function metricLeaf(metrics: MetricNames | null) {
  const judge = (name: string): Complaint | null => {
    const known = metrics?.lookUp(name) ?? []
    return 'message' in known ? { code: 'UNKNOWN_METRIC', message: known.message, hint: known.hint } : null
  }
  return textLeaf(judge, { description: 'The name of a metric.' })
}

export function gatesSchema(metrics: MetricNames | null) {
  return z
    .record(metricLeaf(metrics), z.union([gateSchema, z.array(gateSchema).min(1)]))
    .meta({ description: 'Metric → its rules, or a list of them.' })
}
export type RawGates = z.infer<ReturnType<typeof gatesSchema>>

function evaluateSchema(metrics: MetricNames | null) {
  return z.strictObject({
    dataset: text('The dataset that judges. Default test.').optional(),
    primary: metricLeaf(metrics)
      .meta({ description: 'The metric that decides what "better" means. May be left out where only one is gated.' })
      .optional(),
    metrics: z.array(metricLeaf(metrics)).min(1).meta({ description: 'Metrics to print, gated or not.' }).optional(),
    gates: gatesSchema(metrics).optional(),
    threshold: z
      .union([z.number(), z.strictObject({ from: text('The dataset on which it is chosen.'), maximize: metricLeaf(metrics) })])
      .meta({ description: 'Above what score a row counts as positive: a number, or chosen on another dataset and then frozen. Default 0.5.' })
      .optional(),
    output: text('The output of the model file that answers. Only where several could: a message then lists them.').optional(),
    anchor: z
      .boolean()
      .meta({ description: 'Whether each release is also held against the last one shown better, at twice the margin. Default true.' })
      .optional(),
    confirm: text('A second test set, opened once, at publishing.').optional(),
    predict: z
      .strictObject({
        run: text('The command that predicts. $MODEL, $DATA (rows without labels) and $OUT (a file of predictions) are set.'),
        from: z.enum(['base', 'head']).meta({ description: 'Whose command: of the base branch (default), or of the pull request.' }).optional(),
        timeout: duration('Time limit. Default 1h.').optional(),
      })
      .meta({ description: 'How a model that cannot be run here makes predictions.' })
      .optional(),
    run: z
      .strictObject({
        run: text('The command that measures a model and leaves its results in the folder $OUT. $MODEL and, with a dataset, $DATA are set.'),
        from: z.enum(['base', 'head']).meta({ description: 'Whose command: of the base branch (default), or of the pull request.' }).optional(),
        timeout: duration('Time limit, for each model. Default 2h.').optional(),
        network: z.boolean().meta({ description: 'Whether it may reach the network, as for the data of a benchmark. Default false.' }).optional(),
      })
      .meta({ description: 'A harness, such as lm-eval, that measures both models and whose results are read.' })
      .optional(),
    fairness: z
      .strictObject({
        four_fifths: z
          .array(columnName)
          .min(1)
          .max(20)
          .meta({ description: 'Columns whose groups must each be selected at least four fifths as often as the group selected most often.' }),
      })
      .meta({ description: 'Short for a gate on the fairness of binary decisions: `demographic_parity_ratio@COLUMN: { at_least: 0.8 }`.' })
      .optional(),
    explain: z.boolean().meta({ description: 'Whether importance, dependence and disagreement are computed. Default true.' }).optional(),
    waivers: z
      .strictObject({
        approvers: z.array(text('A login.')).min(1).max(50).meta({ description: 'Who may let a finding pass by `/seaworthy waive`.' }),
        expires: duration('How long a waiver holds. Default 7d.').optional(),
      })
      .optional(),
  })
}

const releaseSchema = z.strictObject({
  on_merge: stageName.meta({ description: 'The stage that a merge reaches by itself. Default production; `none` publishes only.' }).optional(),
})

const deploySchema = z.strictObject({
  run: text('The command that deploys. $MODEL and $VERSION are set.'),
  smoke: textLeaf(
    (smoke) =>
      /^https?:\/\/[^\s]+$/.test(smoke) || !/^[a-z][a-z0-9+.-]*:\/\//i.test(smoke)
        ? null
        : { code: 'INVALID_VALUE', message: `"${smoke}" is neither a URL that can be asked nor a command`, hint: 'http:// or https://' },
    { description: 'A URL that must answer 2xx afterwards, or a command that must succeed (with $MODEL and $VERSION).', schema: {} },
  ).optional(),
  timeout: duration('Time limit of command and smoke test. Default 10m.').optional(),
})

const retrainSchema = z.strictObject({
  on: z.array(z.enum(retrainReasons)).meta({ description: 'Reasons from watching: lost calibration, decayed performance.' }).optional(),
  of_last: z
    .tuple([z.int().min(1).max(52), z.int().min(1).max(52)])
    .meta({ description: '[k, n]: in k of the last n windows. Default [2, 3].' })
    .optional(),
  new_rows: z.int().min(1).meta({ description: 'Retrain once so many new rows are there.' }).optional(),
  max_age: duration('Retrain once production is older: `90d`.').optional(),
  cooldown: duration('Least time between two retrainings. Default 7d.').optional(),
})

export const monitorSchema = z.strictObject({
  data: z.strictObject({
    source: sourceLeaf('Where new data appear; files that the lock does not name are new.'),
    time: columnName,
    label: columnName.optional(),
  }),
  window: spanLeaf,
  retrain: retrainSchema.optional(),
})

const leakageEffect = z.enum(leakageEffects)
const leakageSchema = z
  .strictObject(
    Object.fromEntries(leakageKinds.map((kind) => [kind, leakageEffect.optional()])) as Record<
      (typeof leakageKinds)[number],
      z.ZodOptional<typeof leakageEffect>
    >,
  )
  .meta({
    description:
      'What each kind of leakage between the splits does: `block`, `warn` or `off`. Default: shared ids and overlapping time block, the rest warns.',
  })

export function modelSchema(metrics: MetricNames | null) {
  return z.strictObject({
    path: pathLeaf("The model's folder. Default: the root of the repository.").optional(),
    task: choiceLeaf(tasks, {
      code: 'UNKNOWN_TASK',
      what: 'task',
      plural: 'the tasks are',
      description: 'What is predicted.',
      schema: { enum: tasks },
    }),
    positive: z.union([z.string(), z.number()]).meta({ description: 'The label that counts as positive, in a binary task.' }).optional(),
    data: z.record(datasetName, dataSchema).meta({ description: 'Datasets by name; evaluation reads `test`.' }).optional(),
    leakage: leakageSchema.optional(),
    train: trainSchema.optional(),
    metrics: pathLeaf('A file of metrics made elsewhere (JSON), from the root of the repository, in place of `train`.').optional(),
    gates: gatesSchema(metrics).meta({ description: 'Short for `evaluate: { gates }`.' }).optional(),
    evaluate: evaluateSchema(metrics).optional(),
    release: releaseSchema.optional(),
    deploy: z.record(stageName, deploySchema).meta({ description: 'Stage → how it is deployed.' }).optional(),
    monitor: monitorSchema.optional(),
  })
}
export type RawModel = z.infer<ReturnType<typeof modelSchema>>

/** The shape of `seaworthy.yml`. With `metrics` null any metric's name will do. */
export function configSchema(metrics: MetricNames | null) {
  return z.strictObject({
    version: z.literal(1).meta({ description: 'Version of this format. Default 1.' }).optional(),
    samples: z.enum(['show', 'hide']).meta({ description: 'Whether values of the data may be quoted in comments. Default hide.' }).optional(),
    signing: z
      .enum(['auto', 'required'])
      .meta({ description: 'auto signs where it can; required refuses what is unsigned. Default auto.' })
      .optional(),
    models: z.record(modelName, modelSchema(metrics)).meta({ description: 'Models by name.' }),
  })
}
export type RawConfig = z.infer<ReturnType<typeof configSchema>>
