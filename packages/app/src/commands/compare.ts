import { parseShare } from '@seaworthy/config'
import { decidedAt, defaultMetrics, type PairedPredictions } from '@seaworthy/pipeline'
import { z } from 'zod'
import { defineCommand, done } from '../command.ts'
import { AppError } from '../errors.ts'
import { listed } from '../listed.ts'
import { pairedArguments } from '../predictions-argument.ts'
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

export const compareCommand = defineCommand({
  name: 'compare',
  summary: 'Two predictions files on the same rows: the paired difference, its interval and a verdict',
  purpose:
    'Pairs the rows by id (ranked lists by query, else by order), computes each metric for both, and judges the paired difference with its interval: by DeLong, clustered influence, Tango or the bootstrap, as docs/statistics.md says. Reads the columns that `seaworthy metrics --help` names. Exit code 0 where the candidate passes, 1 where it fails or nothing could be decided.',
  surfaces: ['terminal'],
  scope: 'files',
  inputs: z.object({
    candidate: z.string().min(1).meta({ description: 'Predictions of the candidate (CSV, Parquet, JSON Lines; COCO results).', positional: 0 }),
    baseline: z.string().min(1).meta({ description: 'Predictions of the baseline.', positional: 1 }),
    task: taskInput,
    metrics: z
      .string()
      .default('')
      .meta({ description: 'Metrics, separated by commas; all must pass. Default: the first that the rows suffice for, such as `roc_auc`.' }),
    positive: positiveInput,
    threshold: thresholdInput,
    cluster: clusterInput,
    rule: z
      .enum(['non_inferior', 'superior', 'no_regression'])
      .default('non_inferior')
      .meta({ description: 'What the candidate must show: not worse, better; or that it must not be shown worse.' }),
    margin: z.string().default('0').meta({ description: "Allowed loss, in the metric's own unit, or a share of the baseline's value like `2%`." }),
    test: z
      .enum(['none', 'wilcoxon', 'permutation'])
      .default('none')
      .meta({ description: 'P-values by this test, for metrics that are means over rows; the interval stays as it is.' }),
    by: byInput,
    annotations: annotationsInput,
  }),
  outputs: {},
  permissions: {},
  reasons: {},
  triggers: 'a terminal.',
  examples: [
    'seaworthy compare new.csv old.csv --cluster day --margin 0.005',
    'seaworthy compare new.csv old.csv --metrics roc_auc,log_loss --format json',
    'seaworthy compare new.csv old.csv --task regression --margin 2% --by region',
    'seaworthy compare new.jsonl old.jsonl --task text --test wilcoxon',
  ],
  failures: ['COLUMN_UNDECLARED', 'LABEL_INVALID', 'SCORE_INVALID', 'ID_INVALID', 'ROWS_DIFFER', 'UNKNOWN_METRIC', 'TEST_NOT_APPLICABLE'],
  async run({ candidate, baseline, task, metrics, positive, threshold, cluster, rule, margin, test, by, annotations }, context) {
    const kind = kindOf(task)
    const above = numberIn(threshold, 'threshold')
    const allowed = marginIn(margin)
    const columns = listed(by)
    const asked = { task, positive, cluster, by: columns, annotations }
    const { scored, unit, testSet } = decided(await pairedArguments({ candidate, baseline }, asked, context), above, candidate)
    const [{ compare }, { unitsOf }, { comparedTable }] = await Promise.all([
      import('@seaworthy/evaluation'),
      import('@seaworthy/metrics'),
      import('@seaworthy/report'),
    ])
    const ids = metrics === '' ? usualMetric(scored) : listed(metrics)
    if (ids.length === 0) throw new AppError('USAGE', '--metrics names none', { hint: 'docs/metrics.md lists them by task' })
    const found = compare({ scored, metrics: ids, testSet, rule, ...allowed, test: test === 'none' ? null : test, by: columns })
    const n = unitsOf(scored.candidate)
    const clusters = scored.cluster ? new Set(scored.cluster).size : null
    const { comparisons, slices, notCut, warnings, verdict } = found
    return done({
      exitCode: verdict === 'pass' ? 0 : 1,
      json: { n, clusters, comparisons, ...(columns.length === 0 ? {} : { slices, notCut }), warnings, verdict },
      markdown: comparedTable({ units: { n, ...nounsOf(kind), clusters, unit }, rule, ...found }),
    })
  },
})

// The first that both files suffice for.
function usualMetric({ candidate, baseline }: PairedPredictions['scored']): readonly string[] {
  const others = baseline === null ? [] : defaultMetrics(baseline)
  return defaultMetrics(candidate)
    .filter((id) => others.includes(id))
    .slice(0, 1)
}

function decided(found: PairedPredictions, threshold: number | null, file: string): PairedPredictions {
  if (threshold === null) return found
  const { candidate, baseline } = found.scored
  const scored = { candidate: decidedAt(candidate, threshold, file), baseline: baseline && decidedAt(baseline, threshold, file) }
  return { ...found, scored: { ...found.scored, ...scored } }
}

function marginIn(text: string): { readonly margin: number; readonly relative: boolean } {
  const share = parseShare(text)
  if (share !== null) return { margin: share, relative: true }
  const margin = numberIn(text, 'margin') ?? 0
  if (margin >= 0) return { margin, relative: false }
  throw new AppError('INPUT_INVALID', `--margin is ${text} and must be 0 or more`, { hint: 'a margin is a size: 0.005, or a share: 2%' })
}
