import { type Comparison, compare, compareVerdict } from '@seaworthy/evaluation'
import { metricIds, unitsOf } from '@seaworthy/metrics'
import { pairedPredictions } from '@seaworthy/pipeline'
import { markdownTable } from 'markdown-table'
import { z } from 'zod'
import { defineCommand, done } from '../command.ts'
import { AppError } from '../errors.ts'
import { listed } from '../listed.ts'

export const compareCommand = defineCommand({
  name: 'compare',
  summary: 'Two predictions files on the same rows: the paired difference, its interval and a verdict',
  purpose:
    'Pairs the rows by id (or by order), computes each metric for both, and judges the difference with clustered inference. Columns: `id`, `label` (or `y_true`, `target`), `score` (or `y_score`, `probability`, `proba_1`), `cluster`.',
  surfaces: ['terminal'],
  scope: 'files',
  inputs: z.object({
    candidate: z.string().min(1).meta({ description: 'Predictions of the candidate (CSV or Parquet).', positional: 0 }),
    baseline: z.string().min(1).meta({ description: 'Predictions of the baseline.', positional: 1 }),
    task: z.enum(['binary-classification']).default('binary-classification').meta({ description: 'Task.' }),
    metrics: z
      .string()
      .default('roc_auc')
      .meta({ description: `Comma-separated: ${metricIds('binary').join(', ')}.` }),
    positive: z.string().default('1').meta({ description: 'The positive class.' }),
    cluster: z.string().default('').meta({ description: 'Column whose rows belong together: a user, a day.' }),
    rule: z.enum(['non_inferior', 'superior']).default('non_inferior').meta({ description: 'What the candidate must show.' }),
    margin: z.coerce.number().min(0).default(0).meta({ description: "Allowed loss, in the metric's own unit." }),
  }),
  outputs: {},
  permissions: {},
  reasons: {},
  triggers: 'a terminal.',
  examples: [
    'seaworthy compare new.csv old.csv --cluster day --margin 0.005',
    'seaworthy compare new.csv old.csv --metrics roc_auc,log_loss --format json',
  ],
  failures: ['COLUMN_UNDECLARED', 'COLUMN_MISSING', 'LABEL_INVALID', 'SCORE_INVALID', 'UNKNOWN_METRIC'],
  async run(inputs, { line }) {
    const { scored, testSet } = await pairedPredictions(line, {
      candidate: inputs.candidate,
      baseline: inputs.baseline,
      positive: inputs.positive,
      cluster: inputs.cluster || null,
    })
    const n = unitsOf(scored.candidate)
    if (n === 0) throw new AppError('FILE_UNREADABLE', `${inputs.candidate} has no rows`)
    const metrics = listed(inputs.metrics)
    if (metrics.length === 0) throw new AppError('USAGE', '--metrics names none', { hint: `the metrics are: ${metricIds('binary').join(', ')}` })
    const comparisons = compare({ scored, metrics, testSet, rule: inputs.rule, margin: inputs.margin })
    const verdict = compareVerdict(comparisons)
    const clusters = scored.cluster ? new Set(scored.cluster).size : null
    return done({
      exitCode: verdict === 'pass' ? 0 : 1,
      json: { n, clusters, comparisons, verdict },
      markdown: describe(comparisons, { n, clusters, verdict }),
    })
  },
})

const mark = { pass: '✅ pass', fail: '❌ fail', inconclusive: '⚠️ undecided' }

function describe(
  comparisons: readonly Comparison[],
  { n, clusters, verdict }: { readonly n: number; readonly clusters: number | null; readonly verdict: keyof typeof mark },
): string {
  const rows = comparisons.map((one) => [
    `\`${one.metric}\``,
    digits(one.candidate),
    digits(one.baseline),
    `${signed(one.difference)}${one.interval ? ` [${one.interval.map(signed).join(', ')}]` : ''}`,
    mark[one.verdict],
  ])
  const units = clusters === null ? 'rows assumed independent' : `${clusters.toLocaleString('en')} clusters`
  const asked = comparisons[0]?.rule === 'superior' ? 'better by more than' : 'worse by no more than'
  return [
    `## ${mark[verdict]}`,
    `${n.toLocaleString('en')} paired rows, ${units}. The candidate must be shown ${asked} ${comparisons[0]?.margin ?? 0}; a difference above zero is better.`,
    markdownTable([['metric', 'candidate', 'baseline', 'difference (95%)', 'verdict'], ...rows], { align: ['l', 'r', 'r', 'r', 'l'] }),
    '',
  ].join('\n\n')
}

function digits(value: number): string {
  return value.toFixed(4).replace('-', '−')
}

function signed(value: number): string {
  return value < 0 ? digits(value) : `+${digits(value)}`
}
