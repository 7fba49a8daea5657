import { decidedAt, defaultMetrics, truthDigest } from '@seaworthy/pipeline'
import { z } from 'zod'
import { defineCommand, done } from '../command.ts'
import { AppError } from '../errors.ts'
import { listed } from '../listed.ts'
import { predictionsArgument } from '../predictions-argument.ts'
import {
  annotationsInput,
  byInput,
  clusterInput,
  kindOf,
  nounsOf,
  numberIn,
  positiveInput,
  taskInput,
  thresholdInput,
} from '../predictions-inputs.ts'

export const metricsCommand = defineCommand({
  name: 'metrics',
  summary: 'Metrics of a predictions file, with their intervals',
  purpose:
    'Reads CSV, Parquet or JSON Lines with columns `id`, `label` (or `y_true`, `target`), `prediction` (or `y_pred`), `score` (or `y_score`, `probability`, `proba_<class>`, `probabilities`), `weight`, `cluster`, `query`, `item`, `series`, `lower`, `upper`, `q_<level>`, `reference`, `hypothesis`, of segmentation paths of masks (PNG) as `label` and `prediction`, and computes metrics of the catalogue (docs/metrics.md). A metric that is not defined on the rows has no value and a warning; a value that cannot be read is an error with its row, counted from 0.',
  surfaces: ['terminal'],
  scope: 'files',
  inputs: z.object({
    predictions: z.string().min(1).meta({ description: 'Predictions beside what was true (CSV, Parquet, JSON Lines; COCO results).', positional: 0 }),
    task: taskInput,
    metrics: z.string().default('').meta({ description: 'Metrics, separated by commas. Default: a handful that the rows suffice for.' }),
    positive: positiveInput,
    threshold: thresholdInput,
    cluster: clusterInput,
    by: byInput,
    annotations: annotationsInput,
  }),
  outputs: {},
  permissions: {},
  reasons: {},
  triggers: 'a terminal.',
  examples: [
    'seaworthy metrics predictions.csv --positive late --cluster day',
    'seaworthy metrics p.parquet --task regression --metrics mae,r2 --by region',
    'seaworthy metrics lists.jsonl --task ranking --format json',
    'seaworthy metrics results.json --task detection --annotations truth.json',
  ],
  failures: ['COLUMN_UNDECLARED', 'LABEL_INVALID', 'SCORE_INVALID', 'PREDICTION_INVALID', 'WEIGHT_INVALID', 'ID_INVALID', 'UNKNOWN_METRIC'],
  async run({ predictions, task, metrics, positive, threshold, cluster, by, annotations }, context) {
    const kind = kindOf(task)
    const above = numberIn(threshold, 'threshold')
    const columns = listed(by)
    const read = await predictionsArgument(predictions, { task, positive, cluster, by: columns, annotations }, context)
    const rows = above === null ? read.rows : decidedAt(read.rows, above, predictions)
    const [{ describe }, { unitsOf }, { describedTable }] = await Promise.all([
      import('@seaworthy/evaluation'),
      import('@seaworthy/metrics'),
      import('@seaworthy/report'),
    ])
    const { units, slices } = read
    const scored = { candidate: rows, baseline: null, cluster: units.cluster, ordered: units.ordered, slices }
    const asked = listed(metrics)
    const ids = asked.length > 0 ? asked : defaultMetrics(rows)
    if (ids.length === 0) throw new AppError('USAGE', `${predictions} holds too little for any usual metric`, { hint: 'name one: --metrics' })
    const found = describe({ scored, metrics: ids, testSet: truthDigest(rows), by: columns })
    const n = unitsOf(rows)
    const clusters = units.cluster ? new Set(units.cluster).size : null
    return done({
      json: {
        task,
        n,
        clusters,
        metrics: byId(found.metrics),
        ...(columns.length === 0 ? {} : { slices: found.slices.map((slice) => ({ ...slice, metrics: byId(slice.metrics) })) }),
        warnings: found.warnings,
      },
      markdown: describedTable({ file: predictions, units: { n, ...nounsOf(kind), clusters, unit: units.of }, ...found }),
    })
  },
})

interface Valued {
  readonly metric: string
  readonly value: number | null
  readonly interval: readonly [number, number] | null
  readonly method: string | null
  readonly warnings: readonly unknown[]
}

function byId(metrics: readonly Valued[]) {
  return Object.fromEntries(metrics.map(({ metric, value, interval, method, warnings }) => [metric, { value, interval, method, warnings }]))
}
